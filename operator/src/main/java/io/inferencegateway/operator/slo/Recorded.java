package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.Map;

/// Names of what the rules record, in one place: alerts, dashboards and the operator's own queries read them. Every
/// series has `namespace`, `inference_gateway` and `slo`. Where sloth (Apache-2.0) has a name for the same thing it is
/// that name, and its labels are there, so that dashboards written for it work.
public final class Recorded {
    /// Which objective a series speaks of.
    public static final String SLO = "slo";
    /// Window of an error ratio.
    public static final String WINDOW = "sloth_window";

    /// Range of the recorded events, and interval of their group.
    public static final Duration STEP = Duration.ofMinutes(5);

    public static final String TOTAL_5M = "igw:slo_total:increase5m";
    public static final String BAD_5M = "igw:slo_bad:increase5m";
    public static final String COVERAGE = "igw:slo_window_coverage:ratio";

    public static final String OBJECTIVE = "slo:objective:ratio";
    public static final String BUDGET = "slo:error_budget:ratio";
    public static final String PERIOD_DAYS = "slo:time_period:days";
    public static final String BURN_RATE = "slo:current_burn_rate:ratio";
    public static final String PERIOD_BURN_RATE = "slo:period_burn_rate:ratio";
    public static final String BUDGET_REMAINING = "slo:period_error_budget_remaining:ratio";

    /// Prediction requests a second, all pods together; `slo` is `throughput`.
    public static final String REQUEST_RATE = "igw:request_rate:per_second";

    /// One per objective, with its promise in labels: what sloth's dashboards list.
    public static final String INFO = "sloth_slo_info";

    static final String SLOTH_SEVERITY = "sloth_severity";

    private Recorded() {}

    /// Labels of every recording of an objective.
    static Map<String, String> labels(Objective objective) {
        var service = objective.gateway().text();
        return Map.of(
                SLO,
                objective.name(),
                "sloth_id",
                service + "/" + objective.name(),
                "sloth_service",
                service,
                "sloth_slo",
                objective.name());
    }

    /// Share of bad events over a window.
    public static String errorRatio(Duration window) {
        return "slo:sli_error:ratio_rate" + windowName(window);
    }

    /// Bad events over a window longer than six hours.
    public static String badEvents(Duration window) {
        return "igw:slo_bad:increase" + windowName(window);
    }

    /// 28 days are called four weeks, as by sloth.
    static String windowName(Duration window) {
        return window.equals(Duration.ofDays(28)) ? "4w" : Promql.duration(window);
    }

    /// Selects a recording of the objective.
    static String of(Objective objective, String name) {
        return Promql.series(name, objective.gateway(), Promql.equal(SLO, objective.name()));
    }

    /// An error ratio without the label that differs between windows, so that two of them can be compared.
    static String ratioOf(Objective objective, Duration window) {
        return "max without (" + WINDOW + ") (" + of(objective, errorRatio(window)) + ")";
    }
}
