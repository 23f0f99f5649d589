package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Reads a request in JSON, with tensors in binary behind it where it says so.
public final class JsonRequest {
    private final byte[] body;
    private final int length;
    private final ByteBuffer tail;
    private final List<JsonInput> inputs = new ArrayList<>();
    private final List<InferRequest.Wanted> wanted = new ArrayList<>();
    private @Nullable String id;
    private Parameters parameters = new Parameters();
    private boolean inputsThere;
    private final Allowance allowance;

    private JsonRequest(byte[] body, int length, ByteBuffer tail, int maxBytes) {
        this.body = body;
        this.length = length;
        this.tail = tail;
        this.allowance = new Allowance(maxBytes);
    }

    /// Reads a request.
    ///
    /// @param length bytes of JSON, from the start of the body; the rest are tensors
    /// @param maxBytes that all tensors together may have
    /// @throws io.inferencegateway.pod.predict.ProblemException saying what is wrong with it
    public static InferRequest read(byte[] body, int length, int maxBytes) {
        var tail = ByteBuffer.wrap(body, length, body.length - length);
        return Json.read(body, length, new JsonRequest(body, length, tail, maxBytes)::read);
    }

    private InferRequest read(JsonParser json) {
        Json.fields(json, "the request", field -> {
            switch (field) {
                case "id" -> id = Json.string(json, "id");
                case "parameters" -> parameters = Parameters.read(json);
                case "inputs" -> {
                    inputsThere = true;
                    Json.elements(json, "inputs", () -> inputs.add(JsonInput.read(json, length, allowance)));
                }
                case "outputs" -> Json.elements(json, "outputs", () -> wanted.add(output(json)));
                default -> json.skipChildren();
            }
        });
        if (!inputsThere) {
            throw invalid("the request has no inputs");
        }
        var tensors = inputs.stream()
                .map(input -> input.tensor(body, length, tail, allowance))
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
