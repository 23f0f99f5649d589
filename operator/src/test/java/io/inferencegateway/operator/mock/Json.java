package io.inferencegateway.operator.mock;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/// JSON as maps and lists.
final class Json {
    private Json() {}

    static Map<String, Object> read(String text) {
        return object(Serialization.unmarshal(text, Map.class));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    /// Writes what is applied over what is there: objects are merged, everything else is replaced.
    static void merge(Map<String, Object> into, Map<String, Object> applied) {
        applied.forEach((name, value) -> {
            if (value instanceof Map && into.get(name) instanceof Map) {
                merge(object(into.get(name)), object(value));
            } else {
                into.put(name, value);
            }
        });
    }

    /// Removes what a manager had applied and does not apply any more.
    ///
    /// @param earlier the fields it had, as in `fieldsV1`
    /// @param now the fields it has
    /// @param others the fields of all other managers: what one of them has stays
    static void dropAbandoned(
            Map<String, Object> from,
            Map<String, Object> earlier,
            Map<String, Object> now,
            Map<String, Object> others) {
        earlier.forEach((field, below) -> {
            String name = field.substring(2);
            if (!field.startsWith("f:")) {
                return;
            }
            var kept = object(others.getOrDefault(field, Map.of()));
            if (!now.containsKey(field) && !others.containsKey(field)) {
                from.remove(name);
            } else if (from.get(name) instanceof Map) {
                dropAbandoned(object(from.get(name)), object(below), object(now.getOrDefault(field, Map.of())), kept);
            }
        });
    }
}
