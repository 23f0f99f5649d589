package io.inferencegateway.operator.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The alerts of the lab's service-level document, an option beside the burn-rate alerts: one number and one time to
/// wait, a warning and a critical each. The lab's numbers belong to its targets; for another target they are kept in
/// proportion. Its two alerts on throughput are `CapacityAlerts`.
record ThresholdAlerts(Promises promises, AlertPolicy policy) {
    static final Duration RECENT = Duration.ofMinutes(5);
    private static final Duration HALF_HOUR = Duration.ofMinutes(30);
    private static final Duration HOUR = Duration.ofHours(1);

    /// Share of the budget below which the lab freezes changes.
    private static final BigDecimal LOW_BUDGET = new BigDecimal("0.25");

    List<Rule> rules() {
        return Stream.of(
                        ratios(promises.objective(Objectives.AVAILABILITY)).stream(),
                        ratios(promises.objective(Objectives.CONFIDENCE)).stream(),
                        // 300 and 500 ms in the lab, 150 and 200 ms.
                        latency(Objectives.LATENCY, "Latency", RECENT, 5, 3),
                        latency(Objectives.INFERENCE_LATENCY, "InferenceLatency", Duration.ofMinutes(10), 4, 3),
                        budget(promises.objective(Objectives.AVAILABILITY)))
                .flatMap(rules -> rules)
                .toList();
    }

    /// Names those that cannot fire at the objective's target; empty when all can.
    static String note(Objective objective) {
        var unreachable = all(objective).stream()
                .filter(alert -> !alert.reachable())
                .map(Ratio::name)
                .toList();
        return unreachable.isEmpty()
                ? ""
                : "%s cannot fire at %s %%: not even a total outage is that much"
                        .formatted(String.join(", ", unreachable), objective.targetText());
    }

    /// Fires when the share of bad events over a window is above a limit.
    private record Ratio(String part, Urgency urgency, Duration window, BigDecimal limit, Duration pending) {
        String name() {
            return alertName(part, urgency);
        }

        boolean reachable() {
            return limit.compareTo(BigDecimal.ONE) < 0;
        }
    }

    private static List<Ratio> all(Objective objective) {
        var budget = objective.budget();
        return switch (objective.indicator()) {
            case Availability availability ->
                List.of(
                        new Ratio("Availability", Urgency.TICKET, HOUR, times(2, budget), Duration.ofMinutes(15)),
                        new Ratio("Availability", Urgency.PAGE, HOUR, times(5, budget), RECENT),
                        new Ratio("ErrorRate", Urgency.TICKET, RECENT, budget, RECENT),
                        new Ratio("ErrorRate", Urgency.PAGE, RECENT, times(2, budget), RECENT));
            case Confidence confidence ->
                List.of(
                        new Ratio("Confidence", Urgency.TICKET, HALF_HOUR, budget, HOUR),
                        // Coverage of 70 % where 80 % is promised.
                        new Ratio(
                                "Confidence",
                                Urgency.PAGE,
                                HALF_HOUR,
                                budget.add(new BigDecimal("0.1")).stripTrailingZeros(),
                                HALF_HOUR));
            case Latency latency -> List.of();
        };
    }

    private List<Rule> ratios(Objective objective) {
        return all(objective).stream()
                .filter(Ratio::reachable)
                .map(alert -> alert(
                        objective,
                        alert.part(),
                        alert.urgency(),
                        Recorded.ratioOf(objective, alert.window()) + " > "
                                + alert.limit().toPlainString(),
                        alert.pending(),
                        "{{ $value | humanizePercentage }} of the %s of %s %s in the last %s"
                                .formatted(
                                        objective.indicator().events(),
                                        objective.gateway().text(),
                                        objective.indicator().fault(),
                                        Promql.duration(alert.window()))))
                .collect(Collectors.toList());
    }

    private Stream<Rule> latency(String name, String part, Duration warningAfter, int numerator, int denominator) {
        var objective = promises.objective(name);
        var latency = objective.latency();
        var critical = latency.seconds()
                .multiply(BigDecimal.valueOf(numerator))
                .divide(BigDecimal.valueOf(denominator), MathContext.DECIMAL64)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return Stream.of(
                latency(objective, latency, part, Urgency.TICKET, latency.seconds(), warningAfter),
                latency(objective, latency, part, Urgency.PAGE, critical, RECENT));
    }

    private Rule latency(
            Objective objective, Latency latency, String part, Urgency urgency, BigDecimal limit, Duration pending) {
        return alert(
                objective,
                part,
                urgency,
                latency.quantile(objective.targetRatio(), RECENT) + " > " + limit.toPlainString(),
                pending,
                "P%s of the %s of %s is {{ $value | humanizeDuration }}; at most %ss is wanted"
                        .formatted(
                                objective.targetText(),
                                latency.events(),
                                objective.gateway().text(),
                                limit.toPlainString()));
    }

    // The budget speaks of weeks: there is no low-traffic guard, but enough of them must have been seen.
    private Stream<Rule> budget(Objective objective) {
        return Stream.of(
                budget(objective, Urgency.TICKET, "< " + LOW_BUDGET.toPlainString()),
                budget(objective, Urgency.PAGE, "<= 0"));
    }

    private Rule budget(Objective objective, Urgency urgency, String limit) {
        return rule(
                objective,
                "ErrorBudget",
                urgency,
                BurnRateAlerts.budget(objective, limit),
                RECENT,
                "%s has {{ $value | humanizePercentage }} of its error budget left"
                        .formatted(objective.gateway().text()));
    }

    // The same low-traffic guard as the burn-rate alerts have.
    private Rule alert(
            Objective objective, String part, Urgency urgency, String condition, Duration pending, String sentence) {
        var guarded = """
                %s
                and on %s
                %s >= %d""".formatted(
                        condition, Promql.IDENTITY, objective.indicator().bad("increase", HOUR), policy.minBadEvents());
        return rule(objective, part, urgency, guarded, pending, sentence);
    }

    private Rule rule(
            Objective objective, String part, Urgency urgency, String expression, Duration pending, String sentence) {
        var text = new AlertText(objective);
        return Alerts.onObjective(objective, policy)
                .alert(
                        alertName(part, urgency),
                        urgency,
                        expression,
                        Optional.of(pending),
                        objective.gateway().text() + ": " + objective.name() + " is beyond its "
                                + (urgency == Urgency.PAGE ? "critical" : "warning") + " threshold",
                        "%s; promised is %s. %s".formatted(sentence, text.promise(), text.firstLook()));
    }

    static String alertName(String part, Urgency urgency) {
        return "InferenceGateway" + part
                + switch (urgency) {
                    case PAGE -> "Critical";
                    case TICKET -> "Warning";
                };
    }

    private static BigDecimal times(int factor, BigDecimal budget) {
        return budget.multiply(BigDecimal.valueOf(factor)).stripTrailingZeros();
    }
}
