package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.BudgetTier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/// The state of one objective's error budget, rounded to what a person reads: two samplings with equal figures are the
/// same news, and nothing is written.
///
/// @param target in percent, as the rules in Prometheus have it: `99.5`
/// @param spent empty when there was nothing to compute it from: no traffic, or rules that are not loaded for long
/// @param burn how many times faster than sustainable: `0.4`, `13`; empty without traffic in the last minutes
/// @param coveragePercent of the window that has been seen, rounded down
/// @param burning whether a burn-rate alert fires
public record BudgetFigures(
        String target, Optional<Spent> spent, Optional<String> burn, int coveragePercent, boolean burning) {
    /// Of the window, in percent, before a budget is called spent or good; as the alert on it has it.
    public static final int ENOUGH_COVERAGE = 10;

    // Undoes the error of binary fractions before rounding down: 0.29 * 100 is 28.999999999999996.
    private static final int EXACT = 9;

    /// What has become of the budget.
    ///
    /// @param sli percent of good events over the window, rounded down, so that a missed target never looks met
    /// @param remainingPercent of the budget, rounded down; negative when overspent
    public record Spent(String sli, int remainingPercent, BudgetTier tier) {
        /// `0.82`.
        public String remaining() {
            return BigDecimal.valueOf(remainingPercent, 2).stripTrailingZeros().toPlainString();
        }
    }

    /// Whether enough of the window has been seen to judge by.
    public boolean trusted() {
        return coveragePercent >= ENOUGH_COVERAGE;
    }

    /// `0.63`.
    public String coverage() {
        return BigDecimal.valueOf(coveragePercent, 2).stripTrailingZeros().toPlainString();
    }

    /// Figures of the samples of one objective; empty without the target they belong to.
    static Optional<BudgetFigures> of(Map<BudgetSeries, Double> samples) {
        return value(samples, BudgetSeries.OBJECTIVE)
                .map(objective -> new BudgetFigures(
                        percent(objective).stripTrailingZeros().toPlainString(),
                        value(samples, BudgetSeries.REMAINING).map(remaining -> spent(objective, remaining)),
                        value(samples, BudgetSeries.BURN).map(BudgetFigures::times),
                        value(samples, BudgetSeries.COVERAGE)
                                .map(BudgetFigures::floor)
                                .orElse(0),
                        samples.containsKey(BudgetSeries.BURNING)));
    }

    private static Optional<Double> value(Map<BudgetSeries, Double> samples, BudgetSeries series) {
        return Optional.ofNullable(samples.get(series));
    }

    // The recording is remaining = 1 - (1 - sli) / budget; this is the same the other way round.
    private static Spent spent(double objective, double remaining) {
        double budget = 1 - objective;
        var sli = percent(1 - (1 - remaining) * budget);
        return new Spent(
                sli.setScale(decimals(budget), RoundingMode.FLOOR).toPlainString(),
                floor(remaining),
                BudgetTier.of(remaining));
    }

    // As many that a tenth of the budget can be seen: 99.91 at 99.5 %, 99.9991 at 99.999 %.
    private static int decimals(double budget) {
        return Math.max(1, (int) Math.ceil(-Math.log10(budget * 100 / 10) - 1e-9));
    }

    private static String times(double burn) {
        var exact = BigDecimal.valueOf(burn);
        var rounded = burn < 10
                ? exact.setScale(1, RoundingMode.HALF_UP)
                : exact.round(new MathContext(2, RoundingMode.HALF_UP));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static int floor(double ratio) {
        return percent(ratio).setScale(0, RoundingMode.FLOOR).intValue();
    }

    private static BigDecimal percent(double ratio) {
        return BigDecimal.valueOf(ratio).movePointRight(2).setScale(EXACT, RoundingMode.HALF_UP);
    }
}
