package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The alerts on throughput: near the capacity, and above it with slow answers. Many requests alone wake nobody.
record CapacityAlerts(Promises promises, Capacity capacity, AlertPolicy policy) {
    private static final String PART = "Throughput";

    /// The rate they and the dashboards read; recorded for every gateway.
    static Rule rate(Promises promises) {
        return new Rule.Recording(
                Recorded.REQUEST_RATE,
                new Availability(promises.gateway()).total("rate", promises.rateWindow()),
                Map.of(Recorded.SLO, Capacity.NAME));
    }

    List<Rule> rules() {
        var near = rate() + " > " + capacity.warn().toPlainString();
        return List.of(
                alert(
                        Urgency.TICKET,
                        near,
                        "is near its capacity",
                        "{{ $value | printf \"%%.1f\" }} requests a second reach %s; it is meant for %s. Add replicas before they grow to that. %s"),
                alert(
                        Urgency.PAGE,
                        over(),
                        "is over its capacity",
                        "{{ $value | printf \"%%.1f\" }} requests a second reach %s, more than the %s it is meant for, and its answers are slow. Add replicas. %s"));
    }

    private String over() {
        var objective = promises.objective(Objectives.LATENCY);
        var latency = objective.latency();
        return """
                %s > %s
                and on %s
                %s > %s""".formatted(
                        rate(),
                        capacity.target().toPlainString(),
                        Promql.IDENTITY,
                        latency.quantile(objective.targetRatio(), ThresholdAlerts.RECENT),
                        latency.seconds().toPlainString());
    }

    private Rule alert(Urgency urgency, String expression, String summary, String description) {
        var gateway = promises.gateway();
        return Alerts.on(gateway, Capacity.NAME, policy)
                .alert(
                        ThresholdAlerts.alertName(PART, urgency),
                        urgency,
                        expression,
                        Optional.of(Duration.ofMinutes(5)),
                        gateway.text() + " " + summary,
                        description.formatted(
                                gateway.text(), capacity.target().toPlainString(), AlertText.firstLook(gateway)));
    }

    private String rate() {
        return Promql.series(Recorded.REQUEST_RATE, promises.gateway(), Promql.equal(Recorded.SLO, Capacity.NAME));
    }
}
