package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The alerts on the error budget: one that pages and one that files a ticket while it burns too fast, and one when it
/// is gone. None waits with `for`: the short window is what ends them.
record BurnRateAlerts(Objective objective, AlertPolicy policy) {
    static final String BURN = "InferenceGatewayErrorBudgetBurn";
    static final String EXHAUSTED = "InferenceGatewayErrorBudgetExhausted";

    /// Share of the window that must have been seen before its budget is called exhausted.
    private static final String MIN_COVERAGE = "0.1";

    List<Rule> rules() {
        var burn = Stream.of(Urgency.PAGE, Urgency.TICKET)
                .map(this::burn)
                .flatMap(Optional::stream)
                .map(Rule.class::cast);
        return Stream.concat(burn, Stream.of(exhausted())).toList();
    }

    /// Empty when no pair of that urgency can fire at this target.
    private Optional<Rule.Alert> burn(Urgency urgency) {
        var pairs = BurnWindow.ALL.stream()
                .filter(pair -> pair.urgency() == urgency)
                .filter(pair -> objective.urgencies().contains(urgency) && pair.reachable(objective))
                .toList();
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        var text = new AlertText(objective);
        // An hour tells a page how bad it is now; a ticket is about half a day.
        var rateOver = urgency == Urgency.PAGE ? Duration.ofHours(1) : Duration.ofHours(6);
        return Optional.of(Alerts.onObjective(objective, policy)
                .with(Map.of(Recorded.SLOTH_SEVERITY, urgency == Urgency.PAGE ? "page" : "ticket"))
                .alert(
                        BURN,
                        urgency,
                        pairs.stream().map(this::pair).collect(Collectors.joining("\nor\n")),
                        Optional.empty(),
                        "%s is spending its %s error budget too fast"
                                .formatted(objective.gateway().text(), objective.name()),
                        "%s; promised is %s.%s%s %s"
                                .formatted(
                                        text.lately(),
                                        text.promise(),
                                        text.mostly(),
                                        text.budget(rateOver),
                                        text.firstLook())));
    }

    private String pair(BurnWindow pair) {
        var threshold = "(" + pair.factor(objective).toPlainString() + " * "
                + objective.budget().toPlainString() + ")";
        return """
                (
                  %s > %s
                  and
                  %s > %s
                  and on %s
                  %s >= %d
                )""".formatted(
                        Recorded.ratioOf(objective, pair.shortWindow()),
                        threshold,
                        Recorded.ratioOf(objective, pair.longWindow()),
                        threshold,
                        Promql.IDENTITY,
                        badEvents(pair.longWindow()),
                        policy.minBadEvents());
    }

    // The low-traffic guard counts over the pair's own long window: over a shorter one a slow burn would never pass.
    private String badEvents(Duration window) {
        return window.compareTo(RecordingRules.LONGEST_RAW) <= 0
                ? objective.indicator().bad("increase", window)
                : Recorded.of(objective, Recorded.badEvents(window));
    }

    private Rule.Alert exhausted() {
        var text = new AlertText(objective);
        return Alerts.onObjective(objective, policy)
                .alert(
                        EXHAUSTED,
                        Urgency.TICKET,
                        budget(objective, "<= 0"),
                        Optional.of(Duration.ofMinutes(5)),
                        "%s has no %s error budget left"
                                .formatted(objective.gateway().text(), objective.name()),
                        "%s promised %s and has spent %s of its error budget. Changes that are not fixes should wait. %s"
                                .formatted(objective.gateway().text(), text.promise(), text.spent(), text.firstLook()));
    }

    /// What is left of the budget against a limit, where enough of the window has been seen.
    static String budget(Objective objective, String limit) {
        return """
                %s %s
                and
                %s >= %s""".formatted(
                        Recorded.of(objective, Recorded.BUDGET_REMAINING),
                        limit,
                        Recorded.of(objective, Recorded.COVERAGE),
                        MIN_COVERAGE);
    }
}
