package io.inferencegateway.pod.model;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonValue;
import io.inferencegateway.pod.predict.Preprocessing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a model says about itself: labels and preprocessing, from the file's own metadata or from the `model-card.json`
/// beside it. A field of the card wins over the same field of the metadata.
///
/// @param name the model's own name
/// @param version the model's own version
/// @param labels class names in the order of the output
/// @param preprocessing how a picture becomes the input
public record ModelCard(
        Optional<String> name, Optional<String> version, List<String> labels, Preprocessing preprocessing) {

    private static final List<String> FIELDS = List.of("name", "version", "labels", "preprocess");

    public ModelCard {
        labels = List.copyOf(labels);
    }

    /// Puts together what is known.
    ///
    /// @param metadata the ONNX file's custom metadata: `labels` and `preprocess` hold JSON, `name` and `version`
    /// text
    /// @param card text of the `model-card.json` beside the file: one object with the same fields, all as JSON
    /// @throws ModelLoadException naming the field that is missing or wrong, and where it belongs
    public static ModelCard of(Map<String, String> metadata, Optional<String> card) {
        var fields = new LinkedHashMap<String, JsonValue>();
        for (var field : List.of("labels", "preprocess")) {
            if (metadata.containsKey(field)) {
                fields.put(field, CardText.parse("metadata field " + field, metadata.getOrDefault(field, "")));
            }
        }
        var object = card.map(text -> CardText.parse(ModelStore.CARD, text));
        if (object.isPresent() && !(object.get() instanceof JsonObject)) {
            throw new ModelLoadException(ModelStore.CARD + " must hold one JSON object");
        }
        var name = Optional.ofNullable(metadata.get("name"));
        var version = Optional.ofNullable(metadata.get("version"));
        if (object.isPresent() && object.get() instanceof JsonObject own) {
            own.keysAsStrings().stream()
                    .filter(key -> !FIELDS.contains(key))
                    .findFirst()
                    .ifPresent(key -> {
                        throw new ModelLoadException("%s has the unknown field '%s'; it may have %s"
                                .formatted(ModelStore.CARD, key, FIELDS));
                    });
            own.value("labels").ifPresent(value -> fields.put("labels", value));
            own.value("preprocess").ifPresent(value -> fields.put("preprocess", value));
            name = own.value("name").map(value -> text("name", value)).or(optional(name));
            version = own.value("version").map(value -> text("version", value)).or(optional(version));
        }
        return new ModelCard(name, version, labels(fields), Preprocess.read(field(fields, "preprocess")));
    }

    private static java.util.function.Supplier<Optional<String>> optional(Optional<String> fallback) {
        return () -> fallback;
    }

    private static List<String> labels(Map<String, JsonValue> fields) {
        if (!(field(fields, "labels") instanceof JsonArray array)) {
            throw new ModelLoadException("labels must be a JSON array of class names");
        }
        var labels = new ArrayList<String>();
        for (var value : array.values()) {
            labels.add(text("labels[" + labels.size() + "]", value));
        }
        return labels;
    }

    private static JsonValue field(Map<String, JsonValue> fields, String name) {
        var value = fields.get(name);
        if (value == null) {
            throw new ModelLoadException(
                    "the model does not say its '%s': add it to the ONNX file's metadata, or put a %s with it beside the file"
                            .formatted(name, ModelStore.CARD));
        }
        return value;
    }

    private static String text(String field, JsonValue value) {
        try {
            return value.asString().value();
        } catch (RuntimeException notText) {
            throw new ModelLoadException(field + " must be a JSON string", notText);
        }
    }
}
