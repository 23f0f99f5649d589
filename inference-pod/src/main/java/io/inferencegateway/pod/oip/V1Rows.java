package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorUse.Slot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The rows of one input as they come, all of the shape of the first.
final class V1Rows {
    /// Bytes in JSON: the only field of an object.
    static final String BASE64 = "b64";

    private final JsonParser json;
    private final Slot slot;
    private final JsonElements out;
    private @Nullable List<Long> shape;
    private long count;

    V1Rows(JsonParser json, Slot slot, Allowance allowance) {
        this.json = json;
        this.slot = slot;
        this.out = new JsonElements(json, slot.name(), slot.datatype(), allowance);
    }

    /// Takes the value that the parser is at; for bytes in base64 it is at the name of their field.
    void add() {
        var row = new ArrayList<Long>();
        value(row, 0, false);
        if (shape == null) {
            shape = List.copyOf(row);
        } else if (!shape.equals(row)) {
            throw ragged();
        }
        count++;
    }

    /// @param known whether this depth of the row has been seen before
    private void value(List<Long> row, int depth, boolean known) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            if (depth != row.size()) {
                throw ragged();
            }
            element();
            return;
        }
        if (!known) {
            row.add(0L);
        } else if (depth >= row.size()) {
            throw ragged();
        }
        long length = 0;
        boolean below = known;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            value(row, depth + 1, below || length > 0);
            length++;
        }
        if (known && row.get(depth) != length) {
            throw ragged();
        }
        row.set(depth, length);
    }

    private void element() {
        if (slot.datatype() == Datatype.BYTES && json.currentToken() != JsonToken.VALUE_STRING) {
            if (json.currentToken() == JsonToken.START_OBJECT) {
                json.nextToken();
            }
            if (json.currentToken() != JsonToken.PROPERTY_NAME || !BASE64.equals(json.currentName())) {
                throw invalid(
                        "bytes of input '%s' must be a string, or {\"%s\": \"...\"}".formatted(slot.name(), BASE64));
            }
            json.nextToken();
            Json.string(json, BASE64);
            out.bytes(json.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS));
            if (json.nextToken() != JsonToken.END_OBJECT) {
                throw invalid("an object of input '%s' has more than '%s'".formatted(slot.name(), BASE64));
            }
            return;
        }
        out.add();
    }

    Tensor tensor() {
        var whole = new ArrayList<Long>();
        whole.add(count);
        whole.addAll(
                shape == null
                        ? slot.shape().stream()
                                .skip(1)
                                .map(each -> Math.max(0, each))
                                .toList()
                        : shape);
        return new Tensor(slot.name(), slot.datatype(), whole, out.end());
    }

    private io.inferencegateway.pod.predict.ProblemException ragged() {
        return invalid("the rows of input '%s' are not all of one shape".formatted(slot.name()));
    }
}
