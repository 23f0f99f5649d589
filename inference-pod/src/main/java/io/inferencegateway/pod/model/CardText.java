package io.inferencegateway.pod.model;

import io.helidon.json.JsonArray;
import io.helidon.json.JsonNumber;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.helidon.json.JsonString;
import io.helidon.json.JsonValue;

/// The text of a model card, as JSON that has been read to its end: Helidon's parser reads strings and numbers only
/// when they are asked for, and answers broken ones with whatever exception comes up.
final class CardText {
    /// A card has three levels: the object, `preprocess` or `labels`, `mean`. The parser calls itself for every level,
    /// so a text of brackets alone would end the pod with a stack overflow.
    static final int DEEPEST = 16;

    private CardText() {}

    /// @throws ModelLoadException when it is not JSON, or nested too deep
    static JsonValue parse(String where, String text) {
        if (depth(text) > DEEPEST) {
            throw new ModelLoadException("%s is nested more than %d levels deep".formatted(where, DEEPEST));
        }
        try {
            var value = JsonParser.create(text).readJsonValue();
            readAll(value);
            return value;
        } catch (RuntimeException malformed) {
            throw new ModelLoadException(where + " is not JSON: " + malformed.getMessage(), malformed);
        }
    }

    private static void readAll(JsonValue value) {
        switch (value) {
            case JsonString string -> string.value();
            case JsonNumber number -> number.doubleValue();
            case JsonArray array -> array.values().forEach(CardText::readAll);
            case JsonObject object ->
                object.keysAsStrings().forEach(key -> object.value(key).ifPresent(CardText::readAll));
            default -> {}
        }
    }

    private static int depth(String text) {
        int depth = 0;
        int deepest = 0;
        boolean inString = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                i += c == '\\' ? 1 : 0;
                inString = c != '"';
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                deepest = Math.max(deepest, ++depth);
            } else if (c == '}' || c == ']') {
                depth--;
            }
        }
        return deepest;
    }
}
