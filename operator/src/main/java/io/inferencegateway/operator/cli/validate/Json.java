package io.inferencegateway.operator.cli.validate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parsed YAML as plain JSON values: maps with text keys, lists, `Long`, `Double`, `Boolean`, `String`, `null`.
public final class Json {
    private Json() {}

    /// Turns what the YAML parser returns into JSON values, as kubectl does before it sends a document.
    ///
    /// @throws IllegalArgumentException for what JSON cannot say
    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> {
                var object = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, child) -> object.put(String.valueOf(key), of(child)));
                yield object;
            }
            case List<?> list -> {
                var copy = new ArrayList<@Nullable Object>();
                list.forEach(child -> copy.add(of(child)));
                yield copy;
            }
            case Integer number -> number.longValue();
            case BigInteger number -> number.doubleValue();
            case Double number
            when number.isNaN() || number.isInfinite() -> throw new IllegalArgumentException("a number must be finite");
            // 3.0 is sent as 3.
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 -> number.longValue();
            case Long number -> number;
            case Double number -> number;
            case Boolean flag -> flag;
            case String text -> text;
            default ->
                throw new IllegalArgumentException("a " + value.getClass().getSimpleName() + " has no place in JSON");
        };
    }

    /// The value as an object; an empty one when it is none.
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /// The value as a list; an empty one when it is none.
    @SuppressWarnings("unchecked")
    public static List<Object> list(@Nullable Object value) {
        return value instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /// The value as text; empty when it is none.
    public static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    static List<String> strings(@Nullable Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }
}
