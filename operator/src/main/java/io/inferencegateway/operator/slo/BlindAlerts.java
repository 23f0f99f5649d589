package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The alerts that watch the watching: without metrics every burn rate is silent, which looks like health.
record BlindAlerts(Objective objective, AlertPolicy policy) {
    static final String TARGETS_DOWN = "InferenceGatewayTargetsDown";
    static final String SLI_MISSING = "InferenceGatewaySLIMissing";

    List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        if (policy.targetsExpected()) {
            rules.add(targetsDown());
        }
        rules.add(sliMissing());
        return rules;
    }

    private Rule.Alert targetsDown() {
        var text = new AlertText(objective);
        return Alerts.onGateway(objective, policy)
                .alert(
                        TARGETS_DOWN,
                        Urgency.PAGE,
                        // Also when there is no target at all, hence vector(0).
                        "(count(" + up() + ") or vector(0)) == 0",
                        Optional.of(Duration.ofMinutes(5)),
                        "No pod of " + text.gateway() + " answers Prometheus",
                        "Prometheus reaches no pod of %s: it is down, or nobody watches it. The error budget cannot be computed until then. %s"
                                .formatted(text.gateway(), text.firstLook()));
    }

    private Rule.Alert sliMissing() {
        var text = new AlertText(objective);
        return Alerts.onObjective(objective, policy)
                .alert(
                        SLI_MISSING,
                        Urgency.TICKET,
                        """
                        %s
                        unless on %s
                        %s""".formatted(
                                        Promql.count(up()),
                                        Promql.IDENTITY,
                                        Promql.count(new Availability(objective).series())),
                        Optional.of(Duration.ofMinutes(10)),
                        text.gateway() + " has pods but no series for its " + objective.name() + " objective",
                        "Pods of %s ({{ $value }}) answer Prometheus, but none has the series its %s objective is computed from: the alerts on its error budget are blind. %s"
                                .formatted(text.gateway(), objective.name(), text.firstLook()));
    }

    private String up() {
        return Promql.series(Promql.UP, objective) + " == 1";
    }
}
