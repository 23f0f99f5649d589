package io.inferencegateway.operator.status;

import io.inferencegateway.contract.BudgetTier;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.BudgetSummary;
import io.inferencegateway.contract.InferenceGatewayStatus.PolicyStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.SloStatus;
import io.inferencegateway.operator.slo.BudgetFigures;
import io.inferencegateway.operator.slo.BudgetFigures.Spent;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The figures of the error budget in `status`: each objective's, the columns, and the policy's tier. What Prometheus
/// does not say any more stays, and SLOMet says how old it is; only the columns, which cannot, show `-`.
public final class ErrorBudget {
    /// The objectives the columns and the policy look at: what callers feel. Confidence and the time of the model alone
    /// are the model's own; a new model may be their cure, so their budgets must not hold it back.
    private static final List<String> FELT_BY_CALLERS = List.of("availability", "latency");

    private static final String UNKNOWN = "-";

    private ErrorBudget() {}

    /// The least budget left of what callers feel; empty while too little has been seen.
    ///
    /// @param slos the objectives as the spec has them
    public static Optional<Spent> least(BudgetAnswer answer, List<SloStatus> slos) {
        return worst(answer, slos)
                .map(Worst::figures)
                .filter(BudgetFigures::trusted)
                .flatMap(BudgetFigures::spent);
    }

    static List<SloStatus> slos(List<SloStatus> slos, BudgetAnswer answer, InferenceGatewayStatus previous) {
        return switch (answer) {
            case BudgetAnswer.NotConfigured none -> slos;
            case BudgetAnswer.Known known ->
                slos.stream()
                        .map(slo -> figures(known, slo)
                                .map(figures -> measured(slo, figures))
                                .orElse(slo))
                        .toList();
            case BudgetAnswer.Pending early -> kept(slos, previous);
            case BudgetAnswer.Unavailable down -> kept(slos, previous);
        };
    }

    static @Nullable BudgetSummary summary(List<SloStatus> slos, BudgetAnswer answer, InferenceGatewayStatus previous) {
        return switch (answer) {
            case BudgetAnswer.NotConfigured none -> null;
            case BudgetAnswer.Pending early -> previous.summary();
            case BudgetAnswer.Unavailable down -> nothing();
            case BudgetAnswer.Known known ->
                worst(known, slos)
                        .map(worst -> summary(worst.objective(), worst.figures()))
                        .orElseGet(ErrorBudget::nothing);
        };
    }

    static @Nullable PolicyStatus policy(
            List<SloStatus> slos,
            BudgetAnswer answer,
            Optional<RolloutFreeze> freeze,
            InferenceGatewayStatus previous) {
        var tier = tier(slos, answer, previous).orElse(null);
        if (tier == null && freeze.isEmpty()) {
            return null;
        }
        return new PolicyStatus(
                tier,
                freeze.map(RolloutFreeze::frozen).orElse(null),
                freeze.flatMap(RolloutFreeze::heldBack).orElse(null),
                freeze.flatMap(RolloutFreeze::overriddenBy).orElse(null));
    }

    // The last one known holds until there is evidence of another.
    private static Optional<BudgetTier> tier(
            List<SloStatus> slos, BudgetAnswer answer, InferenceGatewayStatus previous) {
        if (answer instanceof BudgetAnswer.NotConfigured) {
            return Optional.empty();
        }
        return least(answer, slos).map(Spent::tier).or(() -> Optional.ofNullable(previous.errorBudgetPolicy())
                .map(PolicyStatus::tier));
    }

    private static Optional<Worst> worst(BudgetAnswer answer, List<SloStatus> slos) {
        return slos.stream()
                .filter(slo -> FELT_BY_CALLERS.contains(slo.name()))
                .flatMap(slo -> figures(answer, slo).stream().map(figures -> new Worst(slo.name(), figures)))
                .filter(found -> found.figures().spent().isPresent())
                .min(Comparator.comparingInt(found -> remaining(found.figures())));
    }

    private record Worst(String objective, BudgetFigures figures) {}

    // Figures of another target are not this objective's: the rules in Prometheus are still the earlier ones.
    private static Optional<BudgetFigures> figures(BudgetAnswer answer, SloStatus slo) {
        return answer instanceof BudgetAnswer.Known known
                ? Optional.ofNullable(known.objectives().get(slo.name()))
                        .filter(figures -> figures.target().equals(slo.target()))
                : Optional.empty();
    }

    private static int remaining(BudgetFigures figures) {
        return figures.spent().map(Spent::remainingPercent).orElse(Integer.MAX_VALUE);
    }

    private static SloStatus measured(SloStatus slo, BudgetFigures figures) {
        return new SloStatus(
                slo.name(),
                slo.target(),
                slo.window(),
                figures.spent().map(Spent::sli).orElse(null),
                figures.spent().map(Spent::remaining).orElse(null),
                figures.burn().orElse(null),
                figures.coverage(),
                slo.note());
    }

    private static List<SloStatus> kept(List<SloStatus> slos, InferenceGatewayStatus previous) {
        return slos.stream()
                .map(slo -> previous.slos().stream()
                        .filter(earlier -> earlier.name().equals(slo.name())
                                && earlier.target().equals(slo.target())
                                && earlier.window().equals(slo.window()))
                        .findFirst()
                        .map(earlier -> new SloStatus(
                                slo.name(),
                                slo.target(),
                                slo.window(),
                                earlier.sli(),
                                earlier.errorBudgetRemaining(),
                                earlier.burnRate(),
                                earlier.windowCoverage(),
                                slo.note()))
                        .orElse(slo))
                .toList();
    }

    private static BudgetSummary summary(String objective, BudgetFigures figures) {
        return new BudgetSummary(
                objective,
                figures.spent().map(Spent::sli).orElse(UNKNOWN),
                figures.spent().map(spent -> spent.remainingPercent() + "%").orElse(UNKNOWN),
                figures.burn().map(burn -> burn + "x").orElse(UNKNOWN),
                figures.coveragePercent() + "%");
    }

    private static BudgetSummary nothing() {
        return new BudgetSummary(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
    }
}
