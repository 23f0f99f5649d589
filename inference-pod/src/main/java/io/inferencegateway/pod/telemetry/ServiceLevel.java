package io.inferencegateway.pod.telemetry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/// One objective as this process has counted it since it began. The promise itself is about all pods of a gateway and a
/// window of weeks, which only Prometheus sees.
///
/// @param name one of `ObjectiveNames`
/// @param goodEvents what a good event is, in the plural: `answers within 300 ms`
/// @param targetPercent of good events among all, 0 to 100
/// @param bad events that spend error budget, of `total`
public record ServiceLevel(String name, String goodEvents, double targetPercent, long total, long bad) {
    public long good() {
        return total - bad;
    }

    /// Share of good events, rounded down, so that a missed target never looks met; empty without events.
    public Optional<BigDecimal> goodPercent() {
        return total == 0
                ? Optional.empty()
                : Optional.of(percent(good()).divide(BigDecimal.valueOf(total), 3, RoundingMode.FLOOR));
    }

    /// Share of the bad events that the target allows among as many events, rounded up; above 100 when the target is
    /// missed. Empty without events, and where the target allows none.
    public Optional<BigDecimal> budgetSpentPercent() {
        // The digits a user wrote: the budget of 99.5 % is 0.005 and not 0.0050000000000000044.
        var budget = BigDecimal.ONE.subtract(BigDecimal.valueOf(targetPercent).movePointLeft(2));
        var allowed = budget.multiply(BigDecimal.valueOf(total));
        return allowed.signum() == 0
                ? Optional.empty()
                : Optional.of(percent(bad).divide(allowed, 1, RoundingMode.CEILING));
    }

    private static BigDecimal percent(long events) {
        return BigDecimal.valueOf(events).movePointRight(2);
    }
}
