package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorUse.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The first version of the protocol: rows in, rows out. A row is the value of the model's one input, or an object with
/// a value for each input; types and number of dimensions are the model's.
public final class V1 {
    private final View view;
    private final JsonParser json;
    private final Map<String, V1Rows> rows = new LinkedHashMap<>();

    private V1(View view, JsonParser json, int maxBytes) {
        this.view = view;
        this.json = json;
        var allowance = new Allowance(maxBytes);
        for (var slot : view.inputs()) {
            rows.put(slot.name(), new V1Rows(json, slot, allowance));
        }
    }

    /// Reads `{"instances": [...]}`.
    ///
    /// @throws io.inferencegateway.pod.predict.ProblemException saying what is wrong with it
    public static InferRequest read(View view, byte[] body, int maxBytes) {
        return Json.read(body, body.length, json -> new V1(view, json, maxBytes).request());
    }

    private InferRequest request() {
        var seen = new ArrayList<String>();
        Json.fields(json, "the request", field -> {
            if (field.equals("instances")) {
                seen.add(field);
                Json.elements(json, "instances", this::instance);
            } else {
                json.skipChildren();
            }
        });
        if (seen.size() != 1) {
            throw invalid("the request must have 'instances' once, an array of rows");
        }
        var tensors = view.inputs().stream().map(slot -> row(slot).tensor()).toList();
        return new InferRequest(Optional.empty(), tensors, List.of(), false, Optional.empty(), Optional.empty());
    }

    private void instance() {
        // An object may also be the one value of bytes: {"b64": "..."}.
        if (json.currentToken() != JsonToken.START_OBJECT || isBase64()) {
            if (view.inputs().size() != 1) {
                throw invalid("the model '%s' has %d inputs, so a row is an object with a value for each"
                        .formatted(view.name(), view.inputs().size()));
            }
            row(view.inputs().getFirst()).add();
            return;
        }
        var seen = new ArrayList<String>();
        do {
            String name = json.currentName();
            var row = Optional.ofNullable(rows.get(name))
                    .orElseThrow(() -> invalid("the model '%s' has no input '%s'"
                            .formatted(view.name(), View.shortened(String.valueOf(name)))));
            json.nextToken();
            row.add();
            seen.add(name);
        } while (json.nextToken() == JsonToken.PROPERTY_NAME);
        if (seen.size() != rows.size() || !seen.containsAll(rows.keySet())) {
            throw invalid("a row must have each of the model's inputs once: " + String.join(", ", rows.keySet()));
        }
    }

    /// Moves to the first name of the object.
    private boolean isBase64() {
        if (json.nextToken() != JsonToken.PROPERTY_NAME) {
            throw invalid("a row is an empty object");
        }
        return V1Rows.BASE64.equals(json.currentName()) && !rows.containsKey(V1Rows.BASE64);
    }

    private V1Rows row(Slot slot) {
        return Optional.ofNullable(rows.get(slot.name())).orElseThrow();
    }

    /// Writes `{"predictions": [...]}`: the rows of the one output, or objects with a value for each.
    ///
    /// @param count of the rows that were sent
    /// @throws io.inferencegateway.pod.predict.ProblemException when an output has other rows
    public static byte[] write(InferAnswer answer, long count) {
        var tensors = answer.outputs().stream().map(InferAnswer.Output::tensor).toList();
        for (var tensor : tensors) {
            if (tensor.shape().isEmpty() || tensor.shape().getFirst() != count) {
                throw invalid(
                        "output '%s' has the shape %s, which is not a row for each of %d; ask /v2/models/%s/infer instead"
                                .formatted(tensor.name(), tensor.shape(), count, answer.model()));
            }
        }
        var writers = tensors.stream().map(JsonAnswer::writer).toList();
        return Json.write(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("predictions");
            for (int row = 0; row < count; row++) {
                if (tensors.size() > 1) {
                    out.writeStartObject();
                }
                for (int i = 0; i < tensors.size(); i++) {
                    if (tensors.size() > 1) {
                        out.writeName(tensors.get(i).name());
                    }
                    nested(out, tensors.get(i), 1, writers.get(i));
                }
                if (tensors.size() > 1) {
                    out.writeEndObject();
                }
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void nested(JsonGenerator out, Tensor tensor, int depth, JsonAnswer.Writer values) {
        if (depth == tensor.shape().size()) {
            values.write(out, 1);
            return;
        }
        out.writeStartArray();
        int length = tensor.shape().get(depth).intValue();
        if (depth + 1 == tensor.shape().size()) {
            values.write(out, length);
        } else {
            for (int i = 0; i < length; i++) {
                nested(out, tensor, depth + 1, values);
            }
        }
        out.writeEndArray();
    }
}
