package io.inferencegateway.operator.cli.validate;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Compares a value with its schema: unknown fields, types, required fields, keywords. The CEL rules come later.
final class SchemaCheck {
    private final Consumer<Problem> problems;

    SchemaCheck(Consumer<Problem> problems) {
        this.problems = problems;
    }

    void check(Schema schema, String path, @Nullable Object value) {
        if (value == null) {
            if (!schema.nullable()) {
                problems.accept(Wording.wrongType(path, schema.typeName(), null));
            }
            return;
        }
        if (!schema.admits(value)) {
            problems.accept(Wording.wrongType(path, schema.typeName(), value));
            return;
        }
        schema.constraints().forEach(constraint -> constraint.check(path, value).ifPresent(problems));
        if (value instanceof Map<?, ?>) {
            fields(schema, path, Json.object(value));
        }
        if (value instanceof List<?>) {
            items(schema, path, Json.list(value));
        }
    }

    private void fields(Schema schema, String path, Map<String, Object> object) {
        schema.required().stream()
                .filter(name -> !object.containsKey(name))
                .sorted()
                .forEach(name -> problems.accept(Wording.required(below(path, name))));
        object.forEach((name, child) -> schema.field(name)
                .ifPresentOrElse(field -> check(field, below(path, name), child), () -> unknown(schema, path, name)));
    }

    private void unknown(Schema schema, String path, String name) {
        if (!schema.open()) {
            String suggestion = Suggestion.nearest(name, schema.properties().keySet());
            problems.accept(Wording.unknownField(below(path, name), suggestion));
        }
    }

    private void items(Schema schema, String path, List<Object> list) {
        schema.items().ifPresent(item -> {
            for (int i = 0; i < list.size(); i++) {
                check(item, path + "[" + i + "]", list.get(i));
            }
        });
    }

    static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
