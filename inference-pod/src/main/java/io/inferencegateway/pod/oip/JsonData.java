package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The field `data` of an input: its elements flat, or nested as the shape says, straight into the bytes of a tensor.
final class JsonData {
    /// `0,` is the shortest element.
    private static final int SHORTEST = 2;

    private final JsonParser json;
    private final String input;
    private final List<Long> shape;
    private final JsonElements out;
    private boolean flat;
    private boolean nested;

    private JsonData(JsonParser json, String input, List<Long> shape, JsonElements out) {
        this.json = json;
        this.input = input;
        this.shape = shape;
        this.out = out;
    }

    /// Reads the array that the parser is at.
    ///
    /// @param text bytes of JSON there are: no tensor is made room for that cannot come of them
    /// @param most bytes the tensor may have
    /// @throws ProblemException when it is not what type and shape say
    static ByteBuffer read(JsonParser json, String input, Datatype type, List<Long> shape, int text, int most) {
        long elements = Shape.elements(shape);
        if (elements > text / SHORTEST + 1) {
            throw invalid("input '%s' has fewer elements than its shape %s says".formatted(input, shape));
        }
        if (elements * type.width() > most) {
            throw Refused.tooLarge(most);
        }
        var out = new JsonElements(json, input, type, elements, most);
        if (json.currentToken() == JsonToken.START_ARRAY) {
            new JsonData(json, input, shape, out).array(0);
        } else if (shape.isEmpty()) {
            out.add();
        } else {
            throw invalid("data of input '%s' must be a JSON array".formatted(input));
        }
        return out.end(shape);
    }

    private void array(int depth) {
        long count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                nested = true;
                if (flat || depth + 1 >= shape.size()) {
                    throw ragged();
                }
                array(depth + 1);
            } else {
                boolean innermost = depth + 1 >= shape.size();
                flat |= !innermost;
                if (flat && (nested || depth > 0)) {
                    throw ragged();
                }
                out.add();
            }
            count++;
        }
        if (nested && count != shape.get(depth)) {
            throw ragged();
        }
    }

    private ProblemException ragged() {
        return invalid("data of input '%s' is neither flat nor nested as its shape %s says".formatted(input, shape));
    }
}
