package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.RuleBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.RuleGroupBuilder;
import io.inferencegateway.contract.Alerting;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus.SloStatus;
import io.inferencegateway.contract.Slo;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.slo.AlertPolicy;
import io.inferencegateway.operator.slo.Capacity;
import io.inferencegateway.operator.slo.Objectives;
import io.inferencegateway.operator.slo.Promises;
import io.inferencegateway.operator.slo.Promql;
import io.inferencegateway.operator.slo.Rule;
import io.inferencegateway.operator.slo.RuleGroup;
import io.inferencegateway.operator.slo.Rules;
import io.inferencegateway.operator.slo.ShortWindows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The PrometheusRule of a gateway: the objectives of its spec as recording rules and burn-rate alerts.
public final class AlertRules {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private AlertRules() {}

    public static PrometheusRule of(InferenceGateway gateway, OperatorSettings settings) {
        return new PrometheusRuleBuilder()
                .withMetadata(Ownership.metadata(gateway, ScrapeTarget.labels(gateway)))
                .withNewSpec()
                .withGroups(
                        ShortWindows.of(
                                        Rules.of(promises(gateway), policy(gateway, settings)),
                                        settings.sloTestTimeDivisor())
                                .stream()
                                .map(AlertRules::group)
                                .map(RuleGroupBuilder::build)
                                .toList())
                .endSpec()
                .build();
    }

    /// The objectives as the rules compute them, for `status.slos`.
    public static List<SloStatus> slos(InferenceGateway gateway, OperatorSettings settings) {
        var policy = policy(gateway, settings);
        return promises(gateway).objectives().stream()
                .map(objective -> new SloStatus(
                        objective.name(),
                        objective.targetText(),
                        objective.windowText(),
                        Optional.of(Rules.note(objective, policy))
                                .filter(Predicate.not(String::isEmpty))
                                .orElse(null)))
                .toList();
    }

    /// What the spec promises.
    public static Promises promises(InferenceGateway gateway) {
        var name = Names.series(gateway);
        var slo = gateway.getSpec().slo();
        int days = slo.window().days();
        var latency = slo.latency();
        var inference = slo.inferenceLatency();
        var confidence = slo.confidence();
        return new Promises(
                name,
                List.of(
                        Objectives.availability(name, slo.availability().target(), days),
                        Objectives.latency(name, latency.thresholdDuration(), latency.target(), days),
                        Objectives.inferenceLatency(name, inference.thresholdDuration(), inference.target(), days),
                        Objectives.confidence(name, confidence.threshold(), confidence.target(), days)),
                rateWindow(gateway),
                capacity(gateway));
    }

    // Four scrapes, so that a missed one leaves no gap.
    private static Duration rateWindow(InferenceGateway gateway) {
        var scrapes = gateway.getSpec()
                .observability()
                .metrics()
                .serviceMonitor()
                .intervalDuration()
                .multipliedBy(4);
        return scrapes.compareTo(MINUTE) > 0 ? scrapes : MINUTE;
    }

    // The lab's alerts come with the lab's capacity where the gateway names none.
    private static Optional<Capacity> capacity(InferenceGateway gateway) {
        var throughput = Optional.ofNullable(gateway.getSpec().slo().throughput());
        return (gateway.getSpec().alerting().thresholdAlerts()
                        ? throughput.or(() -> Optional.of(Slo.Throughput.LAB))
                        : throughput)
                .map(wanted -> Capacity.of(wanted.target(), wanted.warn()));
    }

    /// Whom the alerts tell, and when.
    public static AlertPolicy policy(InferenceGateway gateway, OperatorSettings settings) {
        Alerting alerting = gateway.getSpec().alerting();
        return new AlertPolicy(
                alerting.enabled(),
                alerting.thresholdAlerts(),
                alerting.minBadEvents(),
                alerting.severities().page(),
                alerting.severities().ticket(),
                alerting.labels(),
                Optional.ofNullable(alerting.runbookUrl()).orElse(settings.runbookUrl()),
                Scaling.fewest(gateway) > 0);
    }

    // Builders, because the types they build have the names of ours.
    private static RuleGroupBuilder group(RuleGroup group) {
        return new RuleGroupBuilder()
                .withName(group.name())
                .withInterval(group.interval().map(Promql::duration).orElse(null))
                .withRules(group.rules().stream()
                        .map(AlertRules::rule)
                        .map(RuleBuilder::build)
                        .toList());
    }

    private static RuleBuilder rule(Rule rule) {
        var common =
                new RuleBuilder().withExpr(new IntOrString(rule.expression())).withLabels(rule.labels());
        return switch (rule) {
            case Rule.Recording recording -> common.withRecord(recording.record());
            case Rule.Alert alert ->
                common.withAlert(alert.alert())
                        .withFor(alert.pending().map(Promql::duration).orElse(null))
                        .withAnnotations(alert.annotations());
        };
    }
}
