package io.inferencegateway.operator.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.inferencegateway.operator.prometheus.NoAnswerException.Kind;
import io.inferencegateway.operator.slo.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the answer of `/api/v1/query` sample by sample, so that thousands of gateways need no tree of their JSON.
/// Fields it does not know are skipped.
final class QueryAnswer {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_WORDS = 200;

    private final JsonParser parser;
    private final Consumer<Sample> samples;
    private String status = "";
    private String type = "";
    private String error = "";
    private String warning = "";

    private QueryAnswer(JsonParser parser, Consumer<Sample> samples) {
        this.parser = parser;
        this.samples = samples;
    }

    /// Reads a whole answer with status 200. What reached `samples` counts only when this returns.
    static void read(InputStream body, Consumer<Sample> samples) throws IOException, NoAnswerException {
        try (var parser = JSON.createParser(body)) {
            var answer = new QueryAnswer(parser, samples);
            answer.document();
            answer.check();
        } catch (JsonProcessingException | NumberFormatException unreadable) {
            throw new NoAnswerException(
                    Kind.UNREADABLE,
                    "the answer is not that of Prometheus' API; is the URL right, with no login page in between?",
                    unreadable);
        }
    }

    /// Prometheus' own words in an answer with another status than 200; empty when it has none.
    static String error(InputStream body) throws IOException {
        try (var parser = JSON.createParser(body)) {
            var answer = new QueryAnswer(parser, sample -> {});
            answer.document();
            return shortened(answer.error);
        } catch (JsonProcessingException | NumberFormatException plainText) {
            return "";
        }
    }

    private void check() throws NoAnswerException {
        if (!status.equals("success") || !type.equals("vector")) {
            throw new NoAnswerException(
                    Kind.UNREADABLE,
                    error.isEmpty()
                            ? "the answer is no instant vector; is the URL that of a Prometheus API?"
                            : "Prometheus says: " + shortened(error));
        }
        if (!warning.isEmpty()) {
            throw new NoAnswerException(
                    Kind.PARTIAL, "Prometheus answered in part only and warns: " + shortened(warning));
        }
    }

    private void document() throws IOException {
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        fields(name -> {
            switch (name) {
                case "status" -> status = text();
                case "error" -> error = text();
                case "warnings" -> warnings();
                case "data" -> data();
                default -> parser.skipChildren();
            }
        });
    }

    private void data() throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            return;
        }
        fields(name -> {
            switch (name) {
                case "resultType" -> type = text();
                case "result" -> result();
                default -> parser.skipChildren();
            }
        });
    }

    private void result() throws IOException {
        expect(parser.currentToken(), JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            // A scalar's result is numbers; the check of the type refuses it.
            if (parser.hasToken(JsonToken.START_OBJECT)) {
                sample();
            } else {
                notTheEnd();
                parser.skipChildren();
            }
        }
    }

    private void sample() throws IOException {
        Map<String, String> labels = new HashMap<>();
        double[] value = {Double.NaN};
        fields(name -> {
            switch (name) {
                case "metric" -> {
                    expect(parser.currentToken(), JsonToken.START_OBJECT);
                    fields(label -> labels.put(label, text()));
                }
                case "value" -> value[0] = value();
                default -> parser.skipChildren();
            }
        });
        samples.accept(new Sample(labels, value[0]));
    }

    // [time, "0.5"]; Prometheus writes +Inf, -Inf and NaN.
    private double value() throws IOException {
        expect(parser.currentToken(), JsonToken.START_ARRAY);
        parser.nextToken();
        parser.nextToken();
        String number = text();
        expect(parser.nextToken(), JsonToken.END_ARRAY);
        return switch (number) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(number);
        };
    }

    private void warnings() throws IOException {
        if (!parser.hasToken(JsonToken.START_ARRAY)) {
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            notTheEnd();
            if (warning.isEmpty() && parser.hasToken(JsonToken.VALUE_STRING)) {
                warning = text();
            }
            parser.skipChildren();
        }
    }

    private interface Field {
        void read(String name) throws IOException;
    }

    private void fields(Field field) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name);
        }
        expect(parser.currentToken(), JsonToken.END_OBJECT);
    }

    private String text() throws IOException {
        expect(parser.currentToken(), JsonToken.VALUE_STRING);
        return parser.getText();
    }

    private void expect(@Nullable JsonToken token, JsonToken expected) throws IOException {
        if (token != expected) {
            throw new com.fasterxml.jackson.core.JsonParseException(parser, "expected " + expected + ", not " + token);
        }
    }

    private void notTheEnd() throws IOException {
        if (parser.currentToken() == null) {
            throw new com.fasterxml.jackson.core.JsonParseException(parser, "the answer ends in the middle");
        }
    }

    private static String shortened(String words) {
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
    }
}
