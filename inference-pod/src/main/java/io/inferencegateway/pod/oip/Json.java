package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/// JSON as a stream: a tensor of 150,000 numbers must not become as many objects.
final class Json {
    /// Dimensions of a tensor, and the objects around it.
    static final int DEEPEST = 40;
    /// Characters.
    static final int LONGEST_NUMBER = 400;
    /// Of a message that repeats what a client sent.
    private static final int LONGEST_REASON = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(1000)
                    .maxStringLength(Integer.MAX_VALUE) // the body is bounded
                    .build())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            // Python writes NaN and Infinity as they are.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private Json() {}

    /// Reads one JSON value that is all of a part of a body.
    ///
    /// @throws io.inferencegateway.pod.predict.ProblemException when it is not JSON
    static <T> T read(byte[] body, int length, Function<JsonParser, T> read) {
        return at(body, 0, length, json -> {
            T value = read.apply(json);
            if (json.nextToken() != null) {
                throw invalid("the body goes on after its JSON value");
            }
            return value;
        });
    }

    /// Reads a JSON value that begins inside a body, and nothing after it.
    static <T> T at(byte[] body, int from, int length, Function<JsonParser, T> read) {
        try (var json = FACTORY.createParser(ObjectReadContext.empty(), body, from, length)) {
            json.nextToken();
            return read.apply(json);
        } catch (JacksonException malformed) {
            String why = String.valueOf(malformed.getOriginalMessage());
            var place = malformed.getLocation();
            throw invalid("the body is not the JSON of a request: %s%s"
                    .formatted(
                            why.substring(0, Math.min(why.length(), LONGEST_REASON)),
                            place == null
                                    ? ""
                                    : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr())));
        }
    }

    static byte[] write(Consumer<JsonGenerator> write) {
        var out = new ByteArrayOutputStream(512);
        try (var json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            write.accept(json);
        }
        return out.toByteArray();
    }

    /// Calls for each field of the object that the parser is at; the field's value is the current token then.
    static void fields(JsonParser json, String what, Consumer<String> field) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw invalid("%s must be a JSON object".formatted(what));
        }
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            json.nextToken();
            field.accept(name);
        }
    }

    /// Calls for each element of the array that the parser is at.
    static void elements(JsonParser json, String what, Runnable element) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("%s must be a JSON array".formatted(what));
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            element.run();
        }
    }

    static String string(JsonParser json, String what) {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid("%s must be a JSON string".formatted(what));
        }
        return json.getString();
    }

    static boolean truth(JsonParser json, String what) {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> throw invalid("%s must be true or false".formatted(what));
        };
    }

    /// A whole number of 0 or more.
    static long count(JsonParser json, String what) {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw invalid("%s must be a whole number".formatted(what));
        }
        long value = json.getLongValue();
        if (value < 0) {
            throw invalid("%s must not be negative".formatted(what));
        }
        return value;
    }
}
