package io.inferencegateway.operator.cli.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One node of a CRD's structural schema, read once; `SchemaCheck`, `Defaults` and `Rules` walk it.
///
/// @param type JSON type; empty where only `x-kubernetes-int-or-string` says it
/// @param properties the known fields of an object
/// @param additional schema of the values of a map with free keys
/// @param items schema of the elements of a list
/// @param constraints keywords about single values
/// @param rules the CEL rules
/// @param open whether unknown fields are kept
record Schema(
        String type,
        boolean intOrString,
        boolean nullable,
        boolean open,
        Map<String, Schema> properties,
        Optional<Schema> additional,
        Optional<Schema> items,
        Set<String> required,
        Optional<Object> defaultValue,
        List<Constraint> constraints,
        List<CelRule> rules) {

    /// Keywords that change no answer here. `anyOf` appears as the two types of int-or-string only.
    private static final Set<String> SILENT = Set.of("description", "title", "example", "format", "anyOf");

    private static final Set<String> STRUCTURE = Set.of(
            "type",
            "nullable",
            "properties",
            "additionalProperties",
            "items",
            "required",
            "default",
            "x-kubernetes-int-or-string",
            "x-kubernetes-preserve-unknown-fields",
            "x-kubernetes-validations");

    /// Reads a schema.
    ///
    /// @throws IllegalStateException for a keyword that is not evaluated here: silence would be a wrong answer
    static Schema of(Map<String, Object> node) {
        var constraints = new ArrayList<Constraint>();
        node.forEach((keyword, argument) -> {
            var constraint = Constraint.of(keyword, argument);
            constraint.ifPresent(constraints::add);
            if (constraint.isEmpty() && !SILENT.contains(keyword) && !STRUCTURE.contains(keyword)) {
                throw new IllegalStateException("the schema uses " + keyword + ", which igw validate does not know");
            }
        });
        var properties = new LinkedHashMap<String, Schema>();
        Json.object(node.get("properties")).forEach((name, child) -> properties.put(name, of(Json.object(child))));
        return new Schema(
                node.get("type") instanceof String type ? type : "",
                isTrue(node, "x-kubernetes-int-or-string"),
                isTrue(node, "nullable"),
                isTrue(node, "x-kubernetes-preserve-unknown-fields"),
                properties,
                child(node, "additionalProperties"),
                child(node, "items"),
                Set.copyOf(Json.strings(node.get("required"))),
                Optional.ofNullable(node.get("default")),
                List.copyOf(constraints),
                Json.list(node.get("x-kubernetes-validations")).stream()
                        .map(Json::object)
                        .map(CelRule::of)
                        .toList());
    }

    /// Whether a value has the declared type; whole numbers written as 3.0 count as integers, as in JSON.
    boolean admits(Object value) {
        String actual = Wording.typeOf(value);
        if (intOrString) {
            return actual.equals("string") || actual.equals("integer");
        }
        return type.isEmpty() || type.equals(actual) || (type.equals("number") && actual.equals("integer"));
    }

    String typeName() {
        return intOrString ? "integer,string" : type;
    }

    /// The schema of a field, if the field is known.
    Optional<Schema> field(String name) {
        return Optional.ofNullable(properties.get(name)).or(() -> additional);
    }

    private static boolean isTrue(Map<String, Object> node, String keyword) {
        return Boolean.TRUE.equals(node.get(keyword));
    }

    private static Optional<Schema> child(Map<String, Object> node, String keyword) {
        return node.get(keyword) instanceof Map<?, ?> map ? Optional.of(of(Json.object(map))) : Optional.empty();
    }
}
