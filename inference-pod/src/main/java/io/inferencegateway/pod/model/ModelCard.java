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
import java.util.regex.Pattern;

/// What is said about a model: labels and preprocessing, field by field from the first place that has the field:
/// the card of `MODEL_CARD_FILE`, the `model-card.json` beside the file, the file's own metadata; labels at last
/// from `labels.txt`.
///
/// @param name the model's own name
/// @param version the model's own version
/// @param labels class names in the order of the output
/// @param preprocessing how a picture becomes the input
public record ModelCard(
        Optional<String> name,
        Optional<String> version,
        Optional<Labels> labels,
        Optional<Preprocessing> preprocessing) {

    /// Names and versions appear in headers, labels and log lines.
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]{1,128}");

    private static final List<String> FIELDS = List.of("name", "version", "labels", "preprocess");

    /// Class names, and what to call their source in a message.
    public record Labels(String where, List<String> names) {
        public Labels {
            names = List.copyOf(names);
        }
    }

    /// Puts together what is known.
    ///
    /// @param metadata the ONNX file's custom metadata: `labels` and `preprocess` hold JSON, `name` and `version`
    /// text
    /// @param file its cards: objects with the same fields, all as JSON
    /// @throws ModelLoadException naming the field that is wrong, and where it is
    public static ModelCard of(Map<String, String> metadata, ModelFile file) {
        var fields = new LinkedHashMap<String, Field>();
        for (var card : file.cards()) {
            read(card).forEach(fields::putIfAbsent);
        }
        for (var name : List.of("labels", "preprocess")) {
            // What a card says already is not looked up, and so may be anything in a file of somebody else's.
            if (metadata.containsKey(name) && !fields.containsKey(name)) {
                var json = CardText.parse("metadata field " + name, metadata.getOrDefault(name, ""));
                fields.put(name, new Field("the model's metadata", json));
            }
        }
        return new ModelCard(
                field(fields, "name").map(field -> called("name", field)).or(() -> optional(metadata, "name")),
                field(fields, "version").map(field -> called("version", field)).or(() -> optional(metadata, "version")),
                field(fields, "labels").map(ModelCard::labels).or(() -> file.labels()
                        .map(LabelsText::read)),
                field(fields, "preprocess").map(field -> Preprocess.read(field.value())));
    }

    private record Field(String where, JsonValue value) {}

    private static Map<String, Field> read(ModelFile.Card card) {
        if (!(CardText.parse(card.where(), card.text()) instanceof JsonObject object)) {
            throw new ModelLoadException(card.where() + " must hold one JSON object");
        }
        var fields = new LinkedHashMap<String, Field>();
        for (var name : object.keysAsStrings()) {
            if (!FIELDS.contains(name)) {
                throw new ModelLoadException(
                        "%s has the unknown field '%s'; it may have %s".formatted(card.where(), name, FIELDS));
            }
            object.value(name).ifPresent(value -> fields.put(name, new Field(card.where(), value)));
        }
        return fields;
    }

    private static Optional<Field> field(Map<String, Field> fields, String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static Optional<String> optional(Map<String, String> metadata, String name) {
        return Optional.ofNullable(metadata.get(name))
                .filter(text -> PRINTABLE.matcher(text).matches());
    }

    private static Labels labels(Field field) {
        if (!(field.value() instanceof JsonArray array)) {
            throw new ModelLoadException("labels must be a JSON array of class names");
        }
        var labels = new ArrayList<String>();
        for (var value : array.values()) {
            labels.add(text("labels[" + labels.size() + "]", new Field(field.where(), value)));
        }
        if (labels.isEmpty()) {
            throw new ModelLoadException("labels must not be empty");
        }
        return new Labels(field.where(), labels);
    }

    private static String called(String name, Field field) {
        String text = text(name, field);
        if (!PRINTABLE.matcher(text).matches()) {
            throw new ModelLoadException(
                    "%s in %s must be 1 to 128 printable ASCII characters".formatted(name, field.where()));
        }
        return text;
    }

    private static String text(String name, Field field) {
        try {
            return field.value().asString().value();
        } catch (RuntimeException notText) {
            throw new ModelLoadException(name + " must be a JSON string", notText);
        }
    }
}
