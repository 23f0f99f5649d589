package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The alerts that watch the watching: without metrics every burn rate is silent, which looks like health.
record BlindAlerts(Promises promises, AlertPolicy policy) {
    static final String TARGETS_DOWN = "InferenceGatewayTargetsDown";
    static final String SLI_MISSING = "InferenceGatewaySLIMissing";

    List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        if (policy.targetsExpected()) {
            rules.add(targetsDown());
        }
        promises.objectives().stream().map(this::sliMissing).forEach(rules::add);
        return rules;
    }

    private Rule.Alert targetsDown() {
        var gateway = promises.gateway();
        return Alerts.onGateway(gateway, policy)
                .alert(
                        TARGETS_DOWN,
                        Urgency.PAGE,
                        // Also when there is no target at all, hence vector(0).
                        "(count(" + Promql.targets(gateway) + ") or vector(0)) == 0",
                        Optional.of(Duration.ofMinutes(5)),
                        "No pod of " + gateway.text() + " answers Prometheus",
                        "Prometheus reaches no pod of %s: it is down, or nobody watches it. The error budget cannot be computed until then. %s"
                                .formatted(gateway.text(), AlertText.firstLook(gateway)));
    }

    private Rule.Alert sliMissing(Objective objective) {
        var gateway = objective.gateway().text();
        return Alerts.onObjective(objective, policy)
                .alert(
                        SLI_MISSING,
                        Urgency.TICKET,
                        """
                        %s
                        unless on %s
                        %s""".formatted(
                                        Promql.count(objective.indicator().witness()),
                                        Promql.IDENTITY,
                                        Promql.count(objective.indicator().series())),
                        Optional.of(Duration.ofMinutes(10)),
                        gateway + " has pods but no series for its " + objective.name() + " objective",
                        "Pods of %s ({{ $value }}) answer Prometheus, but none has the series its %s objective is computed from: the alerts on its error budget are blind. %s"
                                .formatted(gateway, objective.name(), AlertText.firstLook(objective.gateway())));
    }
}
