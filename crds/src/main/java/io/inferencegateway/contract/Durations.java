package io.inferencegateway.contract;

import java.time.Duration;

/// Durations as the resource writes them: a whole number and `ms`, `s`, `m` or `h`.
public final class Durations {
    static final String PATTERN = "^[0-9]+(ms|s|m|h)$";

    /// CEL estimates the cost of a rule from this bound.
    static final int MAX_LENGTH = 9;

    private Durations() {}

    /// Reads what `PATTERN` allows.
    ///
    /// @throws IllegalArgumentException for any other text
    public static Duration parse(String text) {
        if (!text.matches(PATTERN)) {
            throw new IllegalArgumentException("'" + text + "' is no duration; write for example 300ms, 15s, 2m or 1h");
        }
        String unit = text.replaceAll("[0-9]", "");
        long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
