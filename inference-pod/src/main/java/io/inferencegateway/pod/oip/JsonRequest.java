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
    private final PlainArrays json;
    private final ByteBuffer tail;
    private final List<JsonInput> inputs = new ArrayList<>();
    private final List<InferRequest.Wanted> wanted = new ArrayList<>();
    private @Nullable String id;
    private Parameters parameters = new Parameters();
    private boolean inputsThere;
    private final Allowance allowance;

    private JsonRequest(PlainArrays json, ByteBuffer tail, int maxBytes) {
        this.json = json;
        this.tail = tail;
        this.allowance = new Allowance(maxBytes);
    }

    /// Reads a request.
    ///
    /// @param length bytes of JSON, from the start of the body; the rest are tensors
    /// @param maxBytes that all tensors together may have
    /// @throws ProblemException saying what is wrong with it
    public static InferRequest read(byte[] body, int length, int maxBytes) {
        return read(body, length, ByteBuffer.wrap(body, length, body.length - length), maxBytes);
    }

    /// The same of a body that is in no array: its tensors stay where they are.
    public static InferRequest read(ByteBuffer body, int length, int maxBytes) {
        if (body.hasArray() && body.arrayOffset() == 0) {
            return read(body.array(), length, maxBytes);
        }
        byte[] json = new byte[length];
        body.get(0, json);
        return read(json, length, body.slice(length, body.capacity() - length), maxBytes);
    }

    private static InferRequest read(byte[] body, int length, ByteBuffer tail, int maxBytes) {
        var plain = PlainArrays.in(body, length);
        if (!plain.arrays().isEmpty()) {
            try {
                return read(plain, tail.duplicate(), maxBytes);
            } catch (ProblemException unusual) {
                // The parser alone says what it is, and where.
            }
        }
        return read(PlainArrays.none(body, length), tail, maxBytes);
    }

    private static InferRequest read(PlainArrays json, ByteBuffer tail, int maxBytes) {
        return Json.read(json.text(), json.length(), new JsonRequest(json, tail, maxBytes)::read);
    }

    private InferRequest read(JsonParser parser) {
        Json.fields(parser, "the request", field -> {
            switch (field) {
                case "id" -> id = Json.string(parser, "id");
                case "parameters" -> parameters = Parameters.read(parser);
                case "inputs" -> {
                    inputsThere = true;
                    Json.elements(parser, "inputs", () -> inputs.add(JsonInput.read(parser, json, allowance)));
                }
                case "outputs" -> Json.elements(parser, "outputs", () -> wanted.add(output(parser)));
                default -> parser.skipChildren();
            }
        });
        if (!inputsThere) {
            throw invalid("the request has no inputs");
        }
        var tensors = inputs.stream()
                .map(input -> input.tensor(json, tail, allowance))
                .toList();
        if (inputs.stream().filter(JsonInput::isPlain).count() < json.arrays().size()) {
            throw invalid("numbers that are no input's are to be read by the parser");
        }
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
