package io.inferencegateway.operator.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.inferencegateway.operator.slo.AlertPolicy;
import io.inferencegateway.operator.slo.Objective;
import io.inferencegateway.operator.slo.Promises;
import io.inferencegateway.operator.slo.Promql;
import io.inferencegateway.operator.slo.Recorded;
import io.inferencegateway.operator.slo.Rules;
import io.inferencegateway.operator.slo.Urgency;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A gateway as a service of sloth, in its format prometheus/v1.
///
/// @param service sloth allows no slash in it; a namespace has no dot, so that this one says which is which
record Sloth(String version, String service, List<Slo> slos) {
    record Slo(
            String name,
            String description,
            BigDecimal objective,
            Map<String, String> labels,
            Indicator sli,
            Alerting alerting) {}

    record Indicator(Events events) {}

    record Events(
            @JsonProperty("error_query") String errorQuery,
            @JsonProperty("total_query") String totalQuery) {}

    record Alerting(
            String name,
            Map<String, String> annotations,
            @JsonProperty("page_alert") Alert pageAlert,
            @JsonProperty("ticket_alert") Alert ticketAlert) {}

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record Alert(boolean disable, Map<String, String> labels) {}

    static Sloth of(Promises promises, AlertPolicy policy) {
        var gateway = promises.gateway();
        return new Sloth(
                "prometheus/v1",
                gateway.namespace() + "." + gateway.name(),
                promises.objectives().stream()
                        .map(objective -> slo(objective, policy))
                        .toList());
    }

    /// The format has no place for the window.
    static List<String> notes(Promises promises) {
        return promises.objectives().stream()
                .map(Objective::windowText)
                .distinct()
                .map(window -> "sloth takes the window from its command line, not from the document:"
                        + " --default-slo-period=" + window + " --disable-optimized-rules")
                .toList();
    }

    private static Slo slo(Objective objective, AlertPolicy policy) {
        var labels = Identity.labels(objective.gateway());
        labels.put(Recorded.SLO, objective.name());
        var sli = objective.indicator();
        // Without the comparison sloth divides zero by zero when there is no traffic, and sums NaN over the window.
        var events = new Events(
                anyWindow(sli.badOrZero("rate", Recorded.STEP)), anyWindow(sli.total("rate", Recorded.STEP)) + " > 0");
        return new Slo(
                objective.name(),
                objective.promise(),
                objective.targetPercent(),
                labels,
                new Indicator(events),
                new Alerting(
                        Rules.BURN_ALERT,
                        Map.of("runbook_url", policy.runbookLink(Rules.BURN_ALERT)),
                        alert(Urgency.PAGE, objective, policy, labels),
                        alert(Urgency.TICKET, objective, policy, labels)));
    }

    private static Alert alert(Urgency urgency, Objective objective, AlertPolicy policy, Map<String, String> identity) {
        if (!policy.enabled() || !objective.urgencies().contains(urgency)) {
            return new Alert(true, Map.of());
        }
        var labels = new TreeMap<>(policy.labels(urgency));
        labels.putAll(identity);
        return new Alert(false, labels);
    }

    // Only range selectors have brackets: names of gateways and namespaces cannot.
    private static String anyWindow(String expression) {
        return expression.replace("[" + Promql.duration(Recorded.STEP) + "]", "[{{.window}}]");
    }
}
