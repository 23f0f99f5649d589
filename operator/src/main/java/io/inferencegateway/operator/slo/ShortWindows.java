package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rules whose windows, intervals and waits are shorter by a divisor, for tests that cannot wait for hours; nothing
/// else changes, neither names nor factors. What is proved with them holds for production's, which a test compares.
public final class ShortWindows {
    private static final Pattern RANGE = Pattern.compile("\\[(\\d+)([smhd])]");
    /// The one annotation that holds ranges; the others hold text of users.
    private static final String DESCRIPTION = "description";

    private ShortWindows() {}

    /// @param divisor 1 leaves the groups as they are
    public static List<RuleGroup> of(List<RuleGroup> groups, int divisor) {
        return divisor == 1
                ? groups
                : groups.stream()
                        .map(group -> new RuleGroup(
                                group.name(),
                                group.interval().map(interval -> shorter(interval, divisor)),
                                group.rules().stream()
                                        .map(rule -> rule(rule, divisor))
                                        .toList()))
                        .toList();
    }

    private static Rule rule(Rule rule, int divisor) {
        return switch (rule) {
            case Rule.Recording recording ->
                new Rule.Recording(recording.record(), ranges(recording.expression(), divisor), recording.labels());
            case Rule.Alert alert -> {
                var annotations = new TreeMap<>(alert.annotations());
                annotations.computeIfPresent(DESCRIPTION, (name, text) -> ranges(text, divisor));
                yield new Rule.Alert(
                        alert.alert(),
                        ranges(alert.expression(), divisor),
                        alert.pending().map(pending -> shorter(pending, divisor)),
                        alert.labels(),
                        annotations);
            }
        };
    }

    // Only range selectors have brackets: names of gateways and namespaces cannot.
    private static String ranges(String text, int divisor) {
        return RANGE.matcher(text)
                .replaceAll(range -> Matcher.quoteReplacement(
                        "[" + Promql.duration(shorter(duration(range.group(1), range.group(2)), divisor)) + "]"));
    }

    private static Duration duration(String amount, String unit) {
        long number = Long.parseLong(amount);
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    // Prometheus reads whole seconds most easily, and none at all is no window.
    private static Duration shorter(Duration duration, int divisor) {
        return Duration.ofSeconds(Math.max(1, duration.toSeconds() / divisor));
    }
}
