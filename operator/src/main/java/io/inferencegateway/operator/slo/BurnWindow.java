package io.inferencegateway.operator.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;

/// A pair of windows of the multi-window burn-rate alerts: the alert starts when the budget burns faster than the
/// factor in both, and ends with the short one. The pairs and shares are those of the SRE workbook, chapter 5.
///
/// @param longWindow over which `budgetShare` of the budget is gone when the alert starts
/// @param shortWindow that ends the alert soon after the cause ends
/// @param budgetShare share of the error budget, between 0 and 1
public record BurnWindow(Duration longWindow, Duration shortWindow, BigDecimal budgetShare, Urgency urgency) {
    static final BurnWindow PAGE_QUICK =
            new BurnWindow(Duration.ofHours(1), Duration.ofMinutes(5), new BigDecimal("0.02"), Urgency.PAGE);
    static final BurnWindow PAGE_SLOW =
            new BurnWindow(Duration.ofHours(6), Duration.ofMinutes(30), new BigDecimal("0.05"), Urgency.PAGE);
    static final BurnWindow TICKET_QUICK =
            new BurnWindow(Duration.ofDays(1), Duration.ofHours(2), new BigDecimal("0.1"), Urgency.TICKET);
    static final BurnWindow TICKET_SLOW =
            new BurnWindow(Duration.ofDays(3), Duration.ofHours(6), new BigDecimal("0.1"), Urgency.TICKET);

    /// Every pair, fastest first.
    public static final List<BurnWindow> ALL = List.of(PAGE_QUICK, PAGE_SLOW, TICKET_QUICK, TICKET_SLOW);

    /// How many times faster than sustainable the budget must burn. Scaled to the objective's window, so that the
    /// shares hold for 28 and 30 days alike; never below 1, or a service inside its objective would get tickets.
    public BigDecimal factor(Objective objective) {
        return budgetShare
                .multiply(BigDecimal.valueOf(objective.window().toMinutes()))
                .divide(BigDecimal.valueOf(longWindow.toMinutes()), MathContext.DECIMAL64)
                .max(BigDecimal.ONE)
                .stripTrailingZeros();
    }

    /// Error ratio above which the pair fires.
    public BigDecimal threshold(Objective objective) {
        return factor(objective).multiply(objective.budget()).stripTrailingZeros();
    }

    /// Whether any error ratio is above the threshold: not even a total outage exceeds 1.
    public boolean reachable(Objective objective) {
        return threshold(objective).compareTo(BigDecimal.ONE) < 0;
    }
}
