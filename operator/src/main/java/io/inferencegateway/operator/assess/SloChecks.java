package io.inferencegateway.operator.assess;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus.SloStatus;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.assess.Result.NotMet;
import io.inferencegateway.operator.assess.RuleBook.Loaded;
import io.inferencegateway.operator.desired.AlertRules;
import io.inferencegateway.operator.slo.Capacity;
import io.inferencegateway.operator.slo.Objective;
import io.inferencegateway.operator.slo.Recorded;
import io.inferencegateway.operator.slo.Rule;
import io.inferencegateway.operator.slo.Rules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// The checks of the objectives: what the operator's own code makes of the resource is looked for among the rules.
final class SloChecks {
    private SloChecks() {}

    private static Result rules(Evidence evidence, BiFunction<InferenceGateway, RuleBook, Result> check) {
        return evidence.gateway().judged(gateway -> evidence.rules().judged(book -> book.unheeded()
                .<Result>map(why -> new NotMet("nobody evaluates the rules of %s: %s".formatted(book.source(), why)))
                .orElseGet(() -> check.apply(gateway, book))));
    }

    private static List<Objective> objectives(InferenceGateway gateway) {
        return AlertRules.promises(gateway).objectives();
    }

    static Result indicators(Evidence evidence) {
        return rules(evidence, (gateway, book) -> {
            var amiss = new ArrayList<>(recorded(gateway, book, Recorded.errorRatio(Recorded.STEP)));
            amiss.addAll(amiss(book, Recorded.REQUEST_RATE, Capacity.NAME));
            return Judge.met(amiss, "%s has those of %s and throughput".formatted(book.source(), names(gateway)));
        });
    }

    static Result documented(Evidence evidence) {
        return rules(evidence, (gateway, book) -> {
            var amiss = new ArrayList<String>();
            for (var objective : objectives(gateway)) {
                amiss.addAll(constant(book, objective, Recorded.OBJECTIVE, objective.targetRatio()));
                amiss.addAll(
                        constant(book, objective, Recorded.PERIOD_DAYS, BigDecimal.valueOf(objective.windowDays())));
            }
            Optional.ofNullable(gateway.getStatus()).ifPresent(status -> objectives(gateway).stream()
                    .filter(objective -> status.slos().stream().noneMatch(slo -> says(slo, objective)))
                    .map(objective -> "status.slos does not say %s %% of %s over %s"
                            .formatted(objective.targetText(), objective.name(), objective.windowText()))
                    .forEach(amiss::add));
            return Judge.met(
                    amiss,
                    "%s, in %s"
                            .formatted(
                                    String.join(
                                            "; ",
                                            objectives(gateway).stream()
                                                    .map(Objective::promise)
                                                    .toList()),
                                    book.source()));
        });
    }

    private static boolean says(SloStatus slo, Objective objective) {
        return slo.name().equals(objective.name())
                && slo.target().equals(objective.targetText())
                && slo.window().equals(objective.windowText());
    }

    static Result budgets(Evidence evidence) {
        return rules(evidence, (gateway, book) -> {
            var amiss = new ArrayList<String>();
            for (var objective : objectives(gateway)) {
                amiss.addAll(constant(book, objective, Recorded.BUDGET, objective.budget()));
            }
            amiss.addAll(recorded(gateway, book, Recorded.BUDGET_REMAINING));
            amiss.addAll(recorded(gateway, book, Recorded.BURN_RATE));
            return Judge.met(
                    amiss, "budget, what is left and burn rate of %s in %s".formatted(names(gateway), book.source()));
        });
    }

    // The settings decide on links and labels, not on which alerts there are.
    static Result alerts(Evidence evidence) {
        return rules(evidence, (gateway, book) -> {
            var wanted =
                    Rules.of(AlertRules.promises(gateway), AlertRules.policy(gateway, OperatorSettings.defaults()))
                            .stream()
                            .flatMap(group -> group.rules().stream())
                            .flatMap(rule -> rule instanceof Rule.Alert alert ? Stream.of(alert) : Stream.empty())
                            .toList();
            if (wanted.isEmpty()) {
                return new NotMet("spec.alerting.enabled is false: nobody is told of anything");
            }
            var amiss = new ArrayList<>(wanted.stream()
                    .filter(alert -> !book.alerts(alert.alert(), alert.labels().getOrDefault("severity", "")))
                    .map(alert -> "no %s of severity %s in %s"
                            .formatted(alert.alert(), alert.labels().get("severity"), book.source()))
                    .distinct()
                    .toList());
            book.rules().stream()
                    .filter(Loaded::alert)
                    .flatMap(SloChecks::failure)
                    .forEach(amiss::add);
            return Judge.met(
                    amiss,
                    "%d alerts in %s"
                            .formatted(
                                    book.rules().stream().filter(Loaded::alert).count(), book.source()));
        });
    }

    private static List<String> recorded(InferenceGateway gateway, RuleBook book, String name) {
        return objectives(gateway).stream()
                .flatMap(objective -> amiss(book, name, objective.name()).stream())
                .toList();
    }

    private static List<String> amiss(RuleBook book, String name, String slo) {
        return book.recording(name, slo)
                .map(rule -> failure(rule).toList())
                .orElseGet(() -> List.of("no %s of %s in %s".formatted(name, slo, book.source())));
    }

    private static List<String> constant(RuleBook book, Objective objective, String name, BigDecimal value) {
        String expression = "vector(" + value.toPlainString() + ")";
        return book.recording(name, objective.name())
                .map(rule -> rule.expression().equals(expression)
                        ? failure(rule).toList()
                        : List.of("%s of %s is %s, not %s"
                                .formatted(name, objective.name(), rule.expression(), expression)))
                .orElseGet(() -> List.of("no %s of %s in %s".formatted(name, objective.name(), book.source())));
    }

    private static Stream<String> failure(Loaded rule) {
        return rule.error().isEmpty()
                ? Stream.empty()
                : Stream.of("%s cannot be evaluated: %s".formatted(rule.name(), rule.error()));
    }

    private static String names(InferenceGateway gateway) {
        return String.join(
                ", ", objectives(gateway).stream().map(Objective::name).toList());
    }
}
