package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRuleBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.RuleBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.RuleGroupBuilder;
import io.inferencegateway.contract.Alerting;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus.SloStatus;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.slo.AlertPolicy;
import io.inferencegateway.operator.slo.Objective;
import io.inferencegateway.operator.slo.Promql;
import io.inferencegateway.operator.slo.Rule;
import io.inferencegateway.operator.slo.RuleGroup;
import io.inferencegateway.operator.slo.Rules;
import java.util.List;
import java.util.Optional;

/// The PrometheusRule of a gateway: the objectives of its spec as recording rules and burn-rate alerts.
public final class AlertRules {
    private AlertRules() {}

    public static PrometheusRule of(InferenceGateway gateway, OperatorSettings settings) {
        return new PrometheusRuleBuilder()
                .withMetadata(Ownership.metadata(gateway, ScrapeTarget.labels(gateway)))
                .withNewSpec()
                .withGroups(Rules.of(availability(gateway), policy(gateway, settings)).stream()
                        .map(AlertRules::group)
                        .map(RuleGroupBuilder::build)
                        .toList())
                .endSpec()
                .build();
    }

    /// The objectives as the rules compute them, for `status.slos`.
    public static List<SloStatus> slos(InferenceGateway gateway) {
        var objective = availability(gateway);
        var note = Optional.of(objective.note()).filter(text -> !text.isEmpty());
        return List.of(
                new SloStatus(objective.name(), objective.targetText(), objective.windowText(), note.orElse(null)));
    }

    private static Objective availability(InferenceGateway gateway) {
        var slo = gateway.getSpec().slo();
        return Rules.availability(
                gateway.getMetadata().getNamespace(),
                gateway.getMetadata().getName(),
                slo.availability().target(),
                slo.window().days());
    }

    private static AlertPolicy policy(InferenceGateway gateway, OperatorSettings settings) {
        Alerting alerting = gateway.getSpec().alerting();
        return new AlertPolicy(
                alerting.enabled(),
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
