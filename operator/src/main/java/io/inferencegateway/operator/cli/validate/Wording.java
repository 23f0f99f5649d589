package io.inferencegateway.operator.cli.validate;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sentences of the API server's field errors, so that what is read here is found again there.
final class Wording {
    private Wording() {}

    static Problem required(String path) {
        return new Problem(path, "Required value", true);
    }

    static Problem wrongType(String path, String expected, @Nullable Object value) {
        String type = typeOf(value);
        return new Problem(
                path,
                "Invalid value: \"%s\": %s must be of type %s: \"%s\"".formatted(type, inBody(path), expected, type),
                true);
    }

    static Problem unsupported(String path, Object value, List<Object> supported) {
        String values = supported.stream().map(Wording::show).sorted().collect(Collectors.joining(", "));
        return new Problem(path, "Unsupported value: %s: supported values: %s".formatted(show(value), values), true);
    }

    static Problem tooLong(String path, long max) {
        return new Problem(
                path, "Too long: may not be more than %d %s".formatted(max, max == 1 ? "byte" : "bytes"), true);
    }

    static Problem tooMany(String path, long actual, long max) {
        String items = max == 1 ? "item" : "items";
        return new Problem(path, "Too many: %d: must have at most %d %s".formatted(actual, max, items), true);
    }

    /// What schema keywords about values say: `PATH in body should …`.
    static Problem should(String path, Object value, String should) {
        return Problem.of(path, "Invalid value: %s: %s should %s".formatted(show(value), inBody(path), should));
    }

    static Problem unknownField(String path, String suggestion) {
        String hint = suggestion.isEmpty() ? "" : "; did you mean \"%s\"?".formatted(suggestion);
        return new Problem(path, "unknown field \"%s\"%s".formatted(path, hint), false);
    }

    /// The JSON type of a value.
    static String typeOf(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> "string";
            case Boolean flag -> "boolean";
            case Long whole -> "integer";
            case Number number -> "number";
            case Map<?, ?> map -> "object";
            case Collection<?> list -> "array";
            default -> value.getClass().getSimpleName();
        };
    }

    static String show(Object value) {
        return switch (value) {
            case String text ->
                "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
            case Number number -> plain(number);
            case Map<?, ?> map -> "object";
            case Collection<?> list -> "array";
            default -> value.toString();
        };
    }

    /// Numbers as a person writes them: 99.999, 1000.
    static String plain(Number number) {
        return new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
    }

    private static String inBody(String path) {
        return path + " in body";
    }
}
