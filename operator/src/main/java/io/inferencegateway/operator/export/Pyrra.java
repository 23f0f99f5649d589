package io.inferencegateway.operator.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.inferencegateway.operator.slo.AlertPolicy;
import io.inferencegateway.operator.slo.Counters;
import io.inferencegateway.operator.slo.Objective;
import io.inferencegateway.operator.slo.Promises;
import io.inferencegateway.operator.slo.Rules;
import io.inferencegateway.operator.slo.Urgency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A gateway's objectives as Pyrra's ServiceLevelObjectives, pyrra.dev/v1alpha1. Pyrra takes selectors of counters and
/// writes the rates itself.
record Pyrra(String apiVersion, String kind, Metadata metadata, Spec spec) {
    record Metadata(String name, String namespace) {}

    record Spec(String description, String target, String window, Indicator indicator, Alerting alerting) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Indicator(@Nullable Ratio ratio, @Nullable Latency latency) {}

    record Ratio(Query errors, Query total, List<String> grouping) {}

    record Latency(Query success, Query total, List<String> grouping) {}

    record Query(String metric) {}

    /// @param burnrates whether there are alerts on the burn rate
    /// @param absent whether there is one on missing series
    record Alerting(String name, boolean burnrates, boolean absent, Severities severities) {}

    /// Pyrra's four pairs of windows, fastest first.
    record Severities(String fastBurn, String mediumBurn, String slowBurn, String longTermBurn, String absent) {}

    static List<Pyrra> documents(Promises promises, AlertPolicy policy) {
        return promises.objectives().stream()
                .map(objective -> document(objective, policy))
                .toList();
    }

    private static Pyrra document(Objective objective, AlertPolicy policy) {
        var gateway = objective.gateway();
        return new Pyrra(
                "pyrra.dev/v1alpha1",
                "ServiceLevelObjective",
                new Metadata(gateway.name() + "-" + objective.name(), gateway.namespace()),
                new Spec(
                        objective.promise(),
                        objective.targetText(),
                        objective.windowText(),
                        indicator(objective),
                        alerting(objective, policy)));
    }

    private static Indicator indicator(Objective objective) {
        // As our rules sum, so that its series have the labels of ours.
        var grouping = List.copyOf(Identity.labels(objective.gateway()).keySet());
        return switch (objective.indicator().counters()) {
            case Counters.Bad(String bad, String total) ->
                new Indicator(new Ratio(new Query(bad), new Query(total), grouping), null);
            case Counters.Fast(String fast, String total) ->
                new Indicator(null, new Latency(new Query(fast), new Query(total), grouping));
        };
    }

    // Its pairs cannot be left out one by one; where nobody is to be woken all of them file tickets.
    private static Alerting alerting(Objective objective, AlertPolicy policy) {
        var ticket = policy.severity(Urgency.TICKET);
        var page = objective.urgencies().contains(Urgency.PAGE) ? policy.severity(Urgency.PAGE) : ticket;
        return new Alerting(
                Rules.BURN_ALERT,
                policy.enabled(),
                policy.enabled(),
                new Severities(page, page, ticket, ticket, ticket));
    }
}
