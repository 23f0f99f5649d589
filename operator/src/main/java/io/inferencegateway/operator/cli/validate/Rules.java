package io.inferencegateway.operator.cli.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs the CEL rules of a value and of everything below it.
///
/// The API server runs none of them while types or required fields are wrong. Here the rules of a part run when that
/// part is sound, so that one round shows more.
final class Rules {
    private final List<Problem> known;
    private final List<Problem> found = new ArrayList<>();

    private Rules(List<Problem> known) {
        this.known = known;
    }

    /// Every broken rule.
    ///
    /// @param known what `SchemaCheck` found
    static List<Problem> check(Schema schema, Object value, List<Problem> known) {
        var rules = new Rules(known);
        rules.walk(schema, "", value);
        return rules.found;
    }

    private void walk(Schema schema, String path, @Nullable Object value) {
        if (value == null || !schema.admits(value)) {
            return;
        }
        var here = known.stream().filter(problem -> problem.isAtOrBelow(path)).toList();
        if (here.stream().noneMatch(Problem::hidesRules)) {
            schema.rules().forEach(rule -> rule.check(path, celValue(schema, value), !here.isEmpty())
                    .ifPresent(found::add));
        }
        if (value instanceof Map<?, ?>) {
            Json.object(value).forEach((name, child) -> schema.field(name)
                    .ifPresent(field -> walk(field, SchemaCheck.below(path, name), child)));
        }
        if (value instanceof List<?> && schema.items().isPresent()) {
            var items = Json.list(value);
            for (int i = 0; i < items.size(); i++) {
                walk(schema.items().get(), path + "[" + i + "]", items.get(i));
            }
        }
    }

    /// `99` in a field of type number is the double 99.0 for CEL.
    private static Object celValue(Schema schema, Object value) {
        return switch (value) {
            case Long number when schema.type().equals("number") -> number.doubleValue();
            case Map<?, ?> map -> {
                var object = new LinkedHashMap<String, Object>();
                Json.object(map).forEach((name, child) -> {
                    if (child != null) {
                        object.put(
                                name,
                                schema.field(name)
                                        .map(field -> celValue(field, child))
                                        .orElse(child));
                    }
                });
                yield object;
            }
            case List<?> list
            when schema.items().isPresent() -> {
                var item = schema.items().get();
                yield Json.list(list).stream()
                        .map(child -> celValue(item, child))
                        .toList();
            }
            default -> value;
        };
    }
}
