package io.inferencegateway.operator.assess;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.assess.RuleBook.Loaded;
import java.util.Optional;
import java.util.stream.Stream;

/// Objectives and rules with one thing amiss.
final class SpoiltRules {
    private static final Healthy WELL = new Healthy();

    private SpoiltRules() {}

    static Stream<Spoilt> all() {
        return Stream.of(
                new Spoilt(
                        "SLO-1",
                        "an indicator less",
                        "no slo:sli_error:ratio_rate5m of availability in Prometheus",
                        without("slo:sli_error:ratio_rate5m")),
                new Spoilt(
                        "SLO-1",
                        "no rate",
                        "no igw:request_rate:per_second of throughput",
                        without("igw:request_rate:per_second")),
                new Spoilt(
                        "SLO-1",
                        "a failing rule",
                        "cannot be evaluated: many-to-many",
                        failing("slo:sli_error:ratio_rate5m")),
                new Spoilt(
                        "SLO-2",
                        "another target",
                        "slo:objective:ratio of availability is vector(0.99), not vector(0.995)",
                        WELL.rules(rule -> Optional.of(
                                rule.expression().equals("vector(0.995)")
                                        ? new Loaded(rule.name(), false, "vector(0.99)", rule.labels(), "")
                                        : rule))),
                new Spoilt(
                        "SLO-2",
                        "not in the status",
                        "status.slos does not say 99.5 % of availability over 28d",
                        WELL.gateway(withoutSlos())),
                new Spoilt(
                        "SLO-3",
                        "no budget left",
                        "no slo:period_error_budget_remaining:ratio",
                        without("slo:period_error_budget_remaining:ratio")),
                new Spoilt(
                        "SLO-4",
                        "an alert less",
                        "no InferenceGatewayErrorBudgetBurn of severity critical",
                        WELL.rules(rule -> Optional.of(rule)
                                .filter(one -> !one.name().equals("InferenceGatewayErrorBudgetBurn")
                                        || !"critical".equals(one.labels().get("severity"))))),
                new Spoilt(
                        "SLO-4",
                        "a failing alert",
                        "cannot be evaluated: many-to-many",
                        failing("InferenceGatewayErrorBudgetBurn")));
    }

    private static InferenceGateway withoutSlos() {
        var gateway = Healthy.resource();
        gateway.setStatus(InferenceGatewayStatus.assessed(null));
        return gateway;
    }

    private static Healthy without(String rule) {
        return WELL.rules(one -> Optional.of(one).filter(known -> !known.name().equals(rule)));
    }

    private static Healthy failing(String name) {
        return WELL.rules(rule -> Optional.of(
                rule.name().equals(name)
                        ? new Loaded(rule.name(), rule.alert(), rule.expression(), rule.labels(), "many-to-many")
                        : rule));
    }
}
