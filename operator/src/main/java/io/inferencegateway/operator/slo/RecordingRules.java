package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The recordings of an objective. Windows up to six hours read the pods' counters; longer ones read sums of 5-minute
/// increases, which are cheap over weeks and weighted by traffic, as an average of ratios would not be.
record RecordingRules(Objective objective) {
    /// The longest window that reads raw series.
    static final Duration LONGEST_RAW = Duration.ofHours(6);

    /// Error ratios from the pods' counters.
    List<Rule> ratios() {
        return windows()
                .filter(window -> window.compareTo(LONGEST_RAW) <= 0)
                .map(window -> ratio(window, objective.indicator().errorRatio(window), slo(window)))
                .toList();
    }

    /// Events of each five minutes. Their group must run every five minutes: more often counts an event twice, less
    /// often loses some. Nothing else lives in that group, because an instant read of a series written every five
    /// minutes has gaps.
    List<Rule> events() {
        var sli = objective.indicator();
        return List.of(
                new Rule.Recording(Recorded.TOTAL_5M, sli.total("increase", Recorded.STEP), slo()),
                new Rule.Recording(Recorded.BAD_5M, sli.badOrZero("increase", Recorded.STEP), slo()));
    }

    /// What ranges over the 5-minute events.
    List<Rule> longWindows() {
        var rules = new ArrayList<Rule>();
        windows().filter(window -> window.compareTo(LONGEST_RAW) > 0).forEach(window -> {
            rules.add(new Rule.Recording(Recorded.badEvents(window), sumOver(Recorded.BAD_5M, window), own()));
            rules.add(ratio(window, longRatio(window), own(window)));
        });
        var period = objective.window();
        rules.add(ratio(period, longRatio(period), own(period)));
        // Below 1 Prometheus has not seen the whole window yet, or keeps less of it than the window is long.
        rules.add(new Rule.Recording(
                Recorded.COVERAGE,
                "clamp_max(count_over_time(%s) / %d, 1)"
                        .formatted(
                                Promql.range(Recorded.of(objective, Recorded.TOTAL_5M), period),
                                period.dividedBy(Recorded.STEP)),
                own()));
        return rules;
    }

    /// The objective itself and the state of its budget. Constants are written out: there is no join to break.
    List<Rule> meta() {
        var budget = objective.budget().toPlainString();
        var current = Recorded.ratioOf(objective, Recorded.STEP);
        var period = Recorded.ratioOf(objective, objective.window());
        return List.of(
                constant(Recorded.OBJECTIVE, objective.targetRatio()),
                constant(Recorded.BUDGET, objective.budget()),
                constant(Recorded.PERIOD_DAYS, BigDecimal.valueOf(objective.windowDays())),
                info(),
                new Rule.Recording(Recorded.BURN_RATE, current + " / " + budget, own()),
                new Rule.Recording(Recorded.PERIOD_BURN_RATE, period + " / " + budget, own()),
                new Rule.Recording(Recorded.BUDGET_REMAINING, "1 - " + period + " / " + budget, own()));
    }

    private static Stream<Duration> windows() {
        return BurnWindow.ALL.stream()
                .flatMap(window -> Stream.of(window.shortWindow(), window.longWindow()))
                .distinct()
                .sorted();
    }

    private static Rule ratio(Duration window, String expression, Map<String, String> labels) {
        return new Rule.Recording(Recorded.errorRatio(window), expression, labels);
    }

    private Rule constant(String name, BigDecimal value) {
        return new Rule.Recording(name, "vector(" + value.toPlainString() + ")", identity());
    }

    private Rule info() {
        var labels = new TreeMap<>(identity());
        labels.put("sloth_mode", "inference-gateway");
        labels.put("sloth_objective", objective.targetText());
        labels.put("sloth_spec", "inferencegateway.io/v1alpha1");
        return new Rule.Recording(Recorded.INFO, "vector(1)", labels);
    }

    private String longRatio(Duration window) {
        return "%s\n/\n(%s > 0)".formatted(sumOver(Recorded.BAD_5M, window), sumOver(Recorded.TOTAL_5M, window));
    }

    private String sumOver(String recording, Duration window) {
        return "sum_over_time(" + Promql.range(Recorded.of(objective, recording), window) + ")";
    }

    // A constant has no series to take labels from.
    private Map<String, String> identity() {
        var labels = new TreeMap<>(slo());
        labels.put(Promql.NAMESPACE, objective.gateway().namespace());
        labels.put(Metrics.GATEWAY_LABEL, objective.gateway().name());
        return labels;
    }

    // The other labels come from what is read; this one keeps the rules of two objectives apart for promtool's lint.
    private Map<String, String> own() {
        return Map.of(Recorded.SLO, objective.name());
    }

    private Map<String, String> own(Duration window) {
        return Map.of(Recorded.SLO, objective.name(), Recorded.WINDOW, Recorded.windowName(window));
    }

    private Map<String, String> slo() {
        return Recorded.labels(objective);
    }

    private Map<String, String> slo(Duration window) {
        var labels = new TreeMap<>(slo());
        labels.put(Recorded.WINDOW, Recorded.windowName(window));
        return labels;
    }
}
