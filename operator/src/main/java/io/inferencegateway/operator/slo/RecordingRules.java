package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The recordings of an objective. Windows up to six hours read the pods' counters; longer ones read sums of 5-minute
/// increases, which are cheap over weeks and weighted by traffic, as an average of ratios would not be.
record RecordingRules(Objective objective) {
    /// The longest window that reads raw series.
    static final Duration LONGEST_RAW = Duration.ofHours(6);

    private static final Duration STEP = Duration.ofMinutes(5);

    /// Error ratios from the pods' counters.
    List<Rule> ratios() {
        return windows()
                .filter(window -> window.compareTo(LONGEST_RAW) <= 0)
                .map(window -> ratio(window, new Availability(objective).errorRatio(window), slo(window)))
                .toList();
    }

    /// Events of each five minutes. Their group must run every five minutes: more often counts an event twice, less
    /// often loses some. Nothing else lives in that group, because an instant read of a series written every five
    /// minutes has gaps.
    List<Rule> events() {
        var sli = new Availability(objective);
        return List.of(
                new Rule.Recording(Recorded.TOTAL_5M, sli.total(STEP), slo()),
                new Rule.Recording(Recorded.BAD_5M, sli.badOrZero(STEP), slo()));
    }

    Duration eventsInterval() {
        return STEP;
    }

    /// What ranges over the 5-minute events.
    List<Rule> longWindows() {
        var rules = new ArrayList<Rule>();
        windows().filter(window -> window.compareTo(LONGEST_RAW) > 0).forEach(window -> {
            rules.add(new Rule.Recording(Recorded.badEvents(window), sumOver(Recorded.BAD_5M, window), Map.of()));
            rules.add(ratio(window, longRatio(window), Map.of(Recorded.WINDOW, Recorded.windowName(window))));
        });
        var period = objective.window();
        rules.add(ratio(period, longRatio(period), Map.of(Recorded.WINDOW, Recorded.windowName(period))));
        // Below 1 Prometheus has not seen the whole window yet, or keeps less of it than the window is long.
        rules.add(new Rule.Recording(
                Recorded.COVERAGE,
                "clamp_max(count_over_time(%s) / %d, 1)"
                        .formatted(
                                Promql.range(Recorded.of(objective, Recorded.TOTAL_5M), period),
                                period.dividedBy(STEP)),
                Map.of()));
        return rules;
    }

    /// The objective itself and the state of its budget. Constants are written out: there is no join to break.
    List<Rule> meta() {
        var budget = objective.budget().toPlainString();
        var current = Recorded.ratioOf(objective, STEP);
        var period = Recorded.ratioOf(objective, objective.window());
        return List.of(
                constant(Recorded.OBJECTIVE, objective.targetRatio()),
                constant(Recorded.BUDGET, objective.budget()),
                constant(Recorded.PERIOD_DAYS, BigDecimal.valueOf(objective.windowDays())),
                new Rule.Recording(Recorded.BURN_RATE, current + " / " + budget, Map.of()),
                new Rule.Recording(Recorded.PERIOD_BURN_RATE, period + " / " + budget, Map.of()),
                new Rule.Recording(Recorded.BUDGET_REMAINING, "1 - " + period + " / " + budget, Map.of()));
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
        var labels = Map.of(
                Recorded.SLO, objective.name(),
                Promql.NAMESPACE, objective.namespace(),
                Metrics.GATEWAY_LABEL, objective.gateway());
        return new Rule.Recording(name, "vector(" + value.toPlainString() + ")", labels);
    }

    private String longRatio(Duration window) {
        return "%s\n/\n(%s > 0)".formatted(sumOver(Recorded.BAD_5M, window), sumOver(Recorded.TOTAL_5M, window));
    }

    private String sumOver(String recording, Duration window) {
        return "sum_over_time(" + Promql.range(Recorded.of(objective, recording), window) + ")";
    }

    private Map<String, String> slo() {
        return Map.of(Recorded.SLO, objective.name());
    }

    private Map<String, String> slo(Duration window) {
        return Map.of(Recorded.SLO, objective.name(), Recorded.WINDOW, Recorded.windowName(window));
    }
}
