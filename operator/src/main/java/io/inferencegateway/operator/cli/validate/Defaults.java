package io.inferencegateway.operator.cli.validate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fills in the schema's defaults, as the API server does before it validates: only inside objects that are there.
final class Defaults {
    private Defaults() {}

    static @Nullable Object fill(Schema schema, @Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> object(schema, Json.object(map));
            case List<?> list ->
                schema.items()
                        .<Object>map(item ->
                                list.stream().map(child -> fill(item, child)).toList())
                        .orElse(list);
            case null, default -> value;
        };
    }

    private static Map<String, @Nullable Object> object(Schema schema, Map<String, Object> object) {
        var filled = new LinkedHashMap<String, @Nullable Object>();
        object.forEach((name, child) -> {
            var field = schema.field(name);
            // A null where a default exists means "the default".
            boolean dropped = child == null
                    && field.filter(known ->
                                    !known.nullable() && known.defaultValue().isPresent())
                            .isPresent();
            if (!dropped) {
                filled.put(name, field.isPresent() ? fill(field.get(), child) : child);
            }
        });
        schema.properties()
                .forEach((name, field) -> field.defaultValue().ifPresent(value -> filled.putIfAbsent(name, value)));
        return filled;
    }
}
