package io.inferencegateway.operator.slo;

import java.time.Duration;

/// Names of what the rules record, in one place: alerts, dashboards and the operator's own queries read them. Where
/// sloth (Apache-2.0) has a name for the same thing it is that name, so that dashboards written for it work.
final class Recorded {
    /// Which objective a series speaks of.
    static final String SLO = "slo";
    /// Window of an error ratio.
    static final String WINDOW = "sloth_window";

    static final String TOTAL_5M = "igw:slo_total:increase5m";
    static final String BAD_5M = "igw:slo_bad:increase5m";
    static final String COVERAGE = "igw:slo_window_coverage:ratio";

    static final String OBJECTIVE = "slo:objective:ratio";
    static final String BUDGET = "slo:error_budget:ratio";
    static final String PERIOD_DAYS = "slo:time_period:days";
    static final String BURN_RATE = "slo:current_burn_rate:ratio";
    static final String PERIOD_BURN_RATE = "slo:period_burn_rate:ratio";
    static final String BUDGET_REMAINING = "slo:period_error_budget_remaining:ratio";

    private Recorded() {}

    static String errorRatio(Duration window) {
        return "slo:sli_error:ratio_rate" + windowName(window);
    }

    static String badEvents(Duration window) {
        return "igw:slo_bad:increase" + windowName(window);
    }

    /// 28 days are called four weeks, as by sloth.
    static String windowName(Duration window) {
        return window.equals(Duration.ofDays(28)) ? "4w" : Promql.duration(window);
    }

    /// Selects a recording of the objective.
    static String of(Objective objective, String name) {
        return Promql.series(name, objective, Promql.equal(SLO, objective.name()));
    }

    /// An error ratio without the label that differs between windows, so that two of them can be compared.
    static String ratioOf(Objective objective, Duration window) {
        return "max without (" + WINDOW + ") (" + of(objective, errorRatio(window)) + ")";
    }
}
