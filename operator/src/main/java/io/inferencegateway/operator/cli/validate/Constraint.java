package io.inferencegateway.operator.cli.validate;

import com.google.re2j.Pattern;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A keyword of the schema that looks at one value: `enum`, `pattern`, `maximum` …
///
/// Values of another type than the keyword speaks of pass: `type` is checked before.
@FunctionalInterface
interface Constraint {
    Optional<Problem> check(String path, Object value);

    /// The constraint of a keyword; empty for keywords that are none.
    static Optional<Constraint> of(String keyword, Object argument) {
        return switch (keyword) {
            case "enum" -> Optional.of(oneOf(List.copyOf((Collection<?>) argument)));
            case "pattern" -> Optional.of(matching((String) argument));
            case "minLength" -> Optional.of(shortest(((Number) argument).longValue()));
            case "maxLength" -> Optional.of(longest(((Number) argument).longValue()));
            case "minimum" -> Optional.of(atLeast((Number) argument));
            case "maximum" -> Optional.of(atMost((Number) argument));
            case "minItems", "minProperties" -> Optional.of(atLeastItems(((Number) argument).longValue()));
            case "maxItems", "maxProperties" -> Optional.of(atMostItems(((Number) argument).longValue()));
            default -> Optional.empty();
        };
    }

    private static Constraint oneOf(List<Object> allowed) {
        return (path, value) -> problem(!allowed.contains(value), () -> Wording.unsupported(path, value, allowed));
    }

    // RE2, as the API server uses: in java.util.regex `$` also matches before a last line break.
    private static Constraint matching(String regex) {
        var pattern = Pattern.compile(regex);
        return (path, value) -> problem(
                value instanceof String text && !pattern.matcher(text).find(),
                () -> Wording.should(path, value, "match '" + regex + "'"));
    }

    private static Constraint shortest(long min) {
        return (path, value) -> problem(
                value instanceof String text && characters(text) < min,
                () -> Wording.should(path, value, "be at least " + min + " chars long"));
    }

    private static Constraint longest(long max) {
        return (path, value) ->
                problem(value instanceof String text && characters(text) > max, () -> Wording.tooLong(path, max));
    }

    private static Constraint atLeast(Number min) {
        return (path, value) -> problem(
                value instanceof Number number && number.doubleValue() < min.doubleValue(),
                () -> Wording.should(path, value, "be greater than or equal to " + Wording.plain(min)));
    }

    private static Constraint atMost(Number max) {
        return (path, value) -> problem(
                value instanceof Number number && number.doubleValue() > max.doubleValue(),
                () -> Wording.should(path, value, "be less than or equal to " + Wording.plain(max)));
    }

    private static Constraint atLeastItems(long min) {
        return (path, value) -> problem(
                size(value) >= 0 && size(value) < min,
                () -> Wording.should(
                        path, value, "have at least " + min + (value instanceof Map ? " properties" : " items")));
    }

    private static Constraint atMostItems(long max) {
        return (path, value) -> problem(size(value) > max, () -> Wording.tooMany(path, size(value), max));
    }

    private static long characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private static long size(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.size();
            case Collection<?> list -> list.size();
            default -> -1;
        };
    }

    private static Optional<Problem> problem(boolean wrong, Supplier<Problem> problem) {
        return wrong ? Optional.of(problem.get()) : Optional.empty();
    }
}
