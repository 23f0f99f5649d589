package io.inferencegateway.operator.mock;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// `metadata.managedFields` as server-side apply writes them: which fields of an object a manager has applied.
final class ManagedFields {
    private static final Set<String> NEVER_OWNED = Set.of("apiVersion", "kind", "metadata");
    private static final Set<String> METADATA_OWNED = Set.of("labels", "annotations", "ownerReferences", "finalizers");
    // The keys by which Kubernetes tells the elements of its lists apart, the most specific first.
    private static final List<List<String>> LIST_KEYS = List.of(
            List.of("containerPort", "protocol"),
            List.of("port", "protocol"),
            List.of("mountPath"),
            List.of("uid"),
            List.of("name"),
            List.of("type"));

    private ManagedFields() {}

    /// The entries with the manager's own replaced.
    static List<Object> with(String manager, boolean status, Map<String, Object> applied, List<?> earlier) {
        var entries = new ArrayList<Object>();
        earlier.stream()
                .filter(entry -> !isOf(manager, status, entry))
                .map(entry -> without(fields(applied), Json.object(entry)))
                .forEach(entries::add);
        var entry = new LinkedHashMap<String, Object>();
        entry.put("manager", manager);
        entry.put("operation", "Apply");
        entry.put("apiVersion", applied.get("apiVersion"));
        entry.put("fieldsType", "FieldsV1");
        entry.put("fieldsV1", fields(applied));
        if (status) {
            entry.put("subresource", "status");
        }
        entries.add(entry);
        return entries;
    }

    /// The fields of every manager but this one.
    static Map<String, Object> ofOthers(String manager, boolean status, List<?> entries) {
        var others = new LinkedHashMap<String, Object>();
        entries.stream()
                .filter(entry -> !isOf(manager, status, entry))
                .map(entry -> Json.object(Json.object(entry).get("fieldsV1")))
                .forEach(fields -> Json.merge(others, fields));
        return others;
    }

    // By force, a field that somebody applies is his alone. (The API server lets two share an equal value.)
    private static Map<String, Object> without(Map<String, Object> taken, Map<String, Object> entry) {
        var left = new LinkedHashMap<>(entry);
        var fields = Json.object(Json.read(Serialization.asJson(entry.get("fieldsV1"))));
        remove(fields, taken);
        left.put("fieldsV1", fields);
        return left;
    }

    private static void remove(Map<String, Object> from, Map<String, Object> taken) {
        taken.forEach((field, below) -> {
            if (Json.object(below).isEmpty()) {
                from.remove(field);
            } else if (from.get(field) instanceof Map) {
                remove(Json.object(from.get(field)), Json.object(below));
            }
        });
    }

    /// The fields the manager had applied before.
    static Map<String, Object> of(String manager, boolean status, List<?> entries) {
        return entries.stream()
                .filter(entry -> isOf(manager, status, entry))
                .map(entry -> Json.object(Json.object(entry).get("fieldsV1")))
                .findFirst()
                .orElse(Map.of());
    }

    static Map<String, Object> fields(Map<String, Object> applied) {
        var fields = new LinkedHashMap<String, Object>();
        applied.forEach((name, value) -> {
            if (!NEVER_OWNED.contains(name)) {
                fields.put("f:" + name, owned(value));
            }
        });
        var metadata = new LinkedHashMap<>(Json.object(applied.getOrDefault("metadata", Map.of())));
        metadata.keySet().retainAll(METADATA_OWNED);
        if (!metadata.isEmpty()) {
            fields.put("f:metadata", owned(metadata));
        }
        return fields;
    }

    private static boolean isOf(String manager, boolean status, Object entry) {
        var fields = Json.object(entry);
        return manager.equals(fields.get("manager"))
                && Objects.equals(status ? "status" : null, fields.get("subresource"));
    }

    private static Object owned(Object value) {
        return switch (value) {
            case Map<?, ?> object -> members(Json.object(object));
            case List<?> list when !list.isEmpty() && list.getFirst() instanceof Map -> elements(list);
            default -> Map.of();
        };
    }

    private static Map<String, Object> members(Map<String, Object> object) {
        var fields = new LinkedHashMap<String, Object>();
        object.forEach((name, value) -> fields.put("f:" + name, owned(value)));
        return fields;
    }

    // A list without a key belongs to its manager as a whole.
    private static Object elements(List<?> list) {
        for (var keys : LIST_KEYS) {
            if (list.stream().allMatch(element -> Json.object(element).keySet().containsAll(keys))) {
                var fields = new LinkedHashMap<String, Object>();
                list.stream().map(Json::object).forEach(element -> fields.put(key(keys, element), element(element)));
                return fields;
            }
        }
        return Map.of();
    }

    private static String key(List<String> keys, Map<String, Object> element) {
        var key = new LinkedHashMap<>(element);
        key.keySet().retainAll(keys);
        return "k:" + Serialization.asJson(key);
    }

    private static Map<String, Object> element(Map<String, Object> element) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(".", Map.of());
        fields.putAll(members(element));
        return fields;
    }
}
