package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Gives every alert of a gateway the same labels and links.
record Alerts(AlertPolicy policy, Map<String, String> identity) {
    static final String SEVERITY = "severity";

    /// Alerts that speak of the whole gateway.
    static Alerts onGateway(GatewayName gateway, AlertPolicy policy) {
        return new Alerts(policy, Map.of(Promql.NAMESPACE, gateway.namespace(), Metrics.GATEWAY_LABEL, gateway.name()));
    }

    /// Alerts that speak of one of its service levels.
    static Alerts on(GatewayName gateway, String slo, AlertPolicy policy) {
        return onGateway(gateway, policy).with(Map.of(Recorded.SLO, slo));
    }

    /// Alerts that speak of one objective of it, with the labels by which sloth's dashboards find them.
    static Alerts onObjective(Objective objective, AlertPolicy policy) {
        return onGateway(objective.gateway(), policy).with(Recorded.labels(objective));
    }

    Alerts with(Map<String, String> more) {
        var together = new TreeMap<>(identity);
        together.putAll(more);
        return new Alerts(policy, together);
    }

    Rule.Alert alert(
            String name,
            Urgency urgency,
            String expression,
            Optional<Duration> pending,
            String summary,
            String description) {
        var annotations = Map.of(
                "summary", summary,
                "description", description,
                "runbook_url", policy.runbookLink(name));
        return new Rule.Alert(name, expression, pending, labels(urgency), annotations);
    }

    // The gateway's identity comes last and is written out: an expression such as `vector(0)` has no labels, and a
    // user's own label must not hide whose alert it is.
    private Map<String, String> labels(Urgency urgency) {
        var labels = new TreeMap<>(policy.labels(urgency));
        labels.putAll(identity);
        return labels;
    }
}
