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
    static Alerts onGateway(Objective objective, AlertPolicy policy) {
        return new Alerts(
                policy, Map.of(Promql.NAMESPACE, objective.namespace(), Metrics.GATEWAY_LABEL, objective.gateway()));
    }

    /// Alerts that speak of one objective of it.
    static Alerts onObjective(Objective objective, AlertPolicy policy) {
        var identity = new TreeMap<>(onGateway(objective, policy).identity());
        identity.put(Recorded.SLO, objective.name());
        return new Alerts(policy, identity);
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
                "runbook_url", AlertText.literal(policy.runbook(name)));
        return new Rule.Alert(name, expression, pending, labels(urgency), annotations);
    }

    // The gateway's identity comes last and is written out: an expression such as `vector(0)` has no labels, and a
    // user's own label must not hide whose alert it is.
    private Map<String, String> labels(Urgency urgency) {
        var labels = new TreeMap<String, String>();
        policy.labels().forEach((label, value) -> labels.put(label, AlertText.literal(value)));
        labels.put(SEVERITY, AlertText.literal(policy.severity(urgency)));
        labels.putAll(identity);
        return labels;
    }
}
