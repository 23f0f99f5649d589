package io.inferencegateway.operator.cli.assess;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.assess.RuleBook;
import io.inferencegateway.operator.assess.RuleBook.Loaded;
import io.inferencegateway.operator.desired.AlertRules;
import io.inferencegateway.operator.prometheus.LoadedRules;
import io.inferencegateway.operator.slo.RuleGroup;
import io.inferencegateway.operator.slo.Rules;
import io.inferencegateway.operator.status.StatusOf;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The rules of a gateway, from the object in the cluster or from the Prometheus that has loaded it.
final class RuleBooks {
    private RuleBooks() {}

    static RuleBook of(String source, Optional<PrometheusRule> object, InferenceGateway gateway) {
        return object.map(rule -> new RuleBook(source, unheeded(gateway), rules(rule)))
                .orElseGet(() -> new RuleBook(
                        source, Optional.of(unheeded(gateway).orElse("there is no such object")), List.of()));
    }

    private static Optional<String> unheeded(InferenceGateway gateway) {
        return StatusOf.condition(StatusOf.previous(gateway), ConditionType.MONITORING_READY)
                .filter(condition -> !"True".equals(condition.getStatus()))
                .map(Condition::getMessage);
    }

    private static List<Loaded> rules(PrometheusRule object) {
        return object.getSpec().getGroups().stream()
                .flatMap(group -> group.getRules().stream())
                .map(RuleBooks::rule)
                .toList();
    }

    private static Loaded rule(Rule rule) {
        boolean alert = rule.getAlert() != null;
        return new Loaded(
                alert ? rule.getAlert() : rule.getRecord(),
                alert,
                Optional.ofNullable(rule.getExpr()).map(IntOrString::getStrVal).orElse(""),
                Optional.ofNullable(rule.getLabels()).orElse(Map.of()),
                "");
    }

    /// What Prometheus has loaded and evaluates of the gateway.
    ///
    /// @throws IOException when it gives no usable answer
    static RuleBook of(PrometheusSettings prometheus, InferenceGateway gateway)
            throws IOException, InterruptedException {
        String source = "Prometheus at " + prometheus.url().orElseThrow();
        // Alerts or not, the groups have these names.
        var groups =
                Rules.of(AlertRules.promises(gateway), AlertRules.policy(gateway, OperatorSettings.defaults())).stream()
                        .map(RuleGroup::name)
                        .collect(Collectors.toSet());
        var rules = LoadedRules.of(prometheus).stream()
                .filter(rule -> groups.contains(rule.group()))
                .map(rule -> new Loaded(rule.name(), rule.alert(), rule.expression(), rule.labels(), rule.error()))
                .toList();
        return new RuleBook(
                source, rules.isEmpty() ? Optional.of("it has loaded none of the gateway") : Optional.empty(), rules);
    }
}
