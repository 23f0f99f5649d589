package io.inferencegateway.operator.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A promise about one gateway: `targetPercent` of its events are good over a rolling window.
///
/// @param name of the objective, the value of the label `slo`
/// @param urgencies of its burn-rate alerts
/// @param targetPercent 50 or more, less than 100
/// @param windowDays 28 or 30
public record Objective(
        GatewayName gateway,
        String name,
        Indicator indicator,
        Set<Urgency> urgencies,
        BigDecimal targetPercent,
        int windowDays) {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Objective {
        if (targetPercent.compareTo(BigDecimal.valueOf(50)) < 0 || targetPercent.compareTo(HUNDRED) >= 0) {
            throw new IllegalArgumentException("target is " + targetPercent + "; allowed: 50 or more, less than 100");
        }
        if (windowDays != 28 && windowDays != 30) {
            throw new IllegalArgumentException("window is " + windowDays + " days; allowed: 28, 30");
        }
        targetPercent = targetPercent.stripTrailingZeros();
        urgencies = Set.copyOf(urgencies);
    }
    /// Target in percent, as a person writes it: `99.5`.
    public String targetText() {
        return targetPercent.toPlainString();
    }

    /// Share of good events: `0.995`.
    public BigDecimal targetRatio() {
        return targetPercent.movePointLeft(2).stripTrailingZeros();
    }

    /// Share of events that may be bad: `0.005`.
    public BigDecimal budget() {
        return BigDecimal.ONE.subtract(targetRatio()).stripTrailingZeros();
    }

    public Duration window() {
        return Duration.ofDays(windowDays);
    }

    /// The window as users write it: `28d`, `30d`.
    public String windowText() {
        return windowDays + "d";
    }

    /// The promise in words: `99.5 % availability over 28d`.
    public String promise() {
        return indicator.promise(targetText()) + " over " + windowText();
    }

    /// How fast a total outage burns: rounded down, because it is shown beside a factor it does not reach.
    public BigDecimal maxBurnRate() {
        return BigDecimal.ONE.divide(budget(), 2, RoundingMode.DOWN).stripTrailingZeros();
    }

    /// What a user should know about the alerts of this objective; empty when every one of them can fire.
    public String note() {
        return unreachableWindows().stream()
                .map(window -> "the %s/%s pair cannot fire at %s %%: a total outage burns only %sx, it needs %sx"
                        .formatted(
                                Promql.duration(window.longWindow()),
                                Promql.duration(window.shortWindow()),
                                targetText(),
                                maxBurnRate().toPlainString(),
                                window.factor(this).toPlainString()))
                .collect(Collectors.joining("; "));
    }

    /// Its indicator, of an objective on time.
    ///
    /// @throws IllegalStateException for another
    Latency latency() {
        if (indicator instanceof Latency latency) {
            return latency;
        }
        throw new IllegalStateException(name + " is no objective on time");
    }

    private List<BurnWindow> unreachableWindows() {
        return BurnWindow.ALL.stream()
                .filter(window -> urgencies.contains(window.urgency()) && !window.reachable(this))
                .toList();
    }
}
