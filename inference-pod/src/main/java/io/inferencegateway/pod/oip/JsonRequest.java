package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.ProblemException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Reads a request in JSON, with tensors in binary behind it where it says so.
public final class JsonRequest {
    private final byte[] body;
    private final byte[] text;
    private final int length;
    private final PlainArrays arrays;
    private final ByteBuffer tail;
    private final List<JsonInput> inputs = new ArrayList<>();
    private final List<InferRequest.Wanted> wanted = new ArrayList<>();
    private @Nullable String id;
    private Parameters parameters = new Parameters();
    private boolean inputsThere;
    private final Allowance allowance;

    /// @param text what the parser reads: the JSON of the body, but for `arrays`
    /// @param length of the text
    private JsonRequest(
            byte[] body, byte[] text, int length, PlainArrays arrays, ByteBuffer tail, Allowance allowance) {
        this.body = body;
        this.text = text;
        this.length = length;
        this.arrays = arrays;
        this.tail = tail;
        this.allowance = allowance;
    }

    /// Reads a request.
    ///
    /// @param length bytes of JSON, from the start of the body; the rest are tensors
    /// @param maxBytes that all tensors together may have
    /// @throws ProblemException saying what is wrong with it
    public static InferRequest read(byte[] body, int length, int maxBytes) {
        var plain = PlainArrays.in(body, length);
        if (!plain.arrays().isEmpty()) {
            try {
                return read(body, plain.text(), plain.text().length, plain, length, maxBytes);
            } catch (ProblemException unusual) {
                // The parser alone says what it is, and where.
            }
        }
        return read(body, body, length, PlainArrays.NONE, length, maxBytes);
    }

    private static InferRequest read(
            byte[] body, byte[] text, int textLength, PlainArrays arrays, int length, int maxBytes) {
        var tail = ByteBuffer.wrap(body, length, body.length - length);
        var request = new JsonRequest(body, text, textLength, arrays, tail, new Allowance(maxBytes));
        return Json.read(text, textLength, request::read);
    }

    private InferRequest read(JsonParser json) {
        Json.fields(json, "the request", field -> {
            switch (field) {
                case "id" -> id = Json.string(json, "id");
                case "parameters" -> parameters = Parameters.read(json);
                case "inputs" -> {
                    inputsThere = true;
                    Json.elements(json, "inputs", () -> inputs.add(JsonInput.read(json, length, arrays, allowance)));
                }
                case "outputs" -> Json.elements(json, "outputs", () -> wanted.add(output(json)));
                default -> json.skipChildren();
            }
        });
        if (!inputsThere) {
            throw invalid("the request has no inputs");
        }
        var tensors = inputs.stream()
                .map(input -> input.tensor(body, text, length, tail, allowance))
                .toList();
        if (tail.hasRemaining()) {
            throw invalid("the body has %d bytes more than its inputs say".formatted(tail.remaining()));
        }
        return new InferRequest(
                Optional.ofNullable(id),
                tensors,
                wanted,
                parameters.binaryOutput,
                parameters.priority(),
                parameters.timeout());
    }

    private static InferRequest.Wanted output(JsonParser json) {
        var found = new Object() {
            @Nullable
            String name;

            Parameters parameters = new Parameters();
        };
        Json.fields(json, "an output", field -> {
            switch (field) {
                case "name" -> found.name = Json.string(json, "the name of an output");
                case "parameters" -> found.parameters = Parameters.read(json);
                default -> json.skipChildren();
            }
        });
        if (found.name == null) {
            throw invalid("an output has no name");
        }
        return new InferRequest.Wanted(
                found.name, Optional.ofNullable(found.parameters.binary), found.parameters.classes);
    }
}
