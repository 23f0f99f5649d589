package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Shape;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// One input of a request as it is read: its fields may come in any order. Data that comes before its type and shape is
/// passed over, and read when both are known.
final class JsonInput {
    private static final int MOST_DIMENSIONS = 32;
    private static final int NOWHERE = -1;

    private @Nullable String name;
    private @Nullable Datatype datatype;
    private @Nullable List<Long> shape;
    private @Nullable ByteBuffer data;
    private Parameters parameters = new Parameters();
    private int dataAt = NOWHERE;
    private PlainArrays.@Nullable Range plain;

    private JsonInput() {}

    /// @param json at the input
    /// @param request that it is part of
    /// @param allowance what tensors may have
    static JsonInput read(JsonParser json, PlainArrays request, Allowance allowance) {
        var input = new JsonInput();
        Json.fields(json, "an input", field -> {
            switch (field) {
                case "name" -> input.name = Json.string(json, "the name of an input");
                case "datatype" -> input.datatype = datatype(Json.string(json, "the datatype of an input"));
                case "shape" -> input.shape = shape(json);
                case "parameters" -> input.parameters = Parameters.read(json);
                case "data" -> input.data(json, request, allowance);
                default -> json.skipChildren();
            }
        });
        return input;
    }

    private void data(JsonParser json, PlainArrays request, Allowance allowance) {
        if (hasData()) {
            throw invalid("an input has its data twice");
        }
        plain = request.at(json.currentTokenLocation().getByteOffset());
        if (plain != null) {
            json.skipChildren();
        } else if (name != null && datatype != null && shape != null) {
            data = take(json, name, datatype, shape, request.length(), allowance);
        } else {
            dataAt = Math.toIntExact(json.currentTokenLocation().getByteOffset());
            json.skipChildren();
        }
    }

    private boolean hasData() {
        return data != null || dataAt != NOWHERE || plain != null;
    }

    /// Whether its data was left out of what the parser reads.
    boolean isPlain() {
        return plain != null;
    }

    private static ByteBuffer take(
            JsonParser json, String name, Datatype type, List<Long> shape, int text, Allowance allowance) {
        var data = JsonData.read(json, View.shortened(name), type, shape, text, allowance.left());
        allowance.use(data.remaining());
        return data;
    }

    /// The input, complete.
    ///
    /// @param request that it is part of
    /// @param tail tensors in binary; those of this input are taken from it
    Tensor tensor(PlainArrays request, ByteBuffer tail, Allowance allowance) {
        if (name == null) {
            throw invalid("an input has no name");
        }
        String called = View.shortened(name);
        if (datatype == null || shape == null) {
            throw invalid("input '%s' has no %s".formatted(called, datatype == null ? "datatype" : "shape"));
        }
        if (parameters.binarySize != null) {
            if (hasData()) {
                throw invalid("input '%s' has both data and binary_data_size".formatted(called));
            }
            return new Tensor(name, datatype, shape, binary(called, parameters.binarySize, tail, allowance));
        }
        if (plain != null) {
            data = floats(request, plain, datatype, shape, allowance);
        } else if (dataAt != NOWHERE) {
            var type = datatype;
            var dimensions = shape;
            int length = request.length();
            data = Json.at(
                    request.text(),
                    dataAt,
                    length - dataAt,
                    json -> take(json, called, type, dimensions, length, allowance));
        }
        if (data == null) {
            throw invalid("input '%s' has neither data nor binary_data_size".formatted(called));
        }
        return new Tensor(name, datatype, shape, data);
    }

    private static ByteBuffer floats(
            PlainArrays request, PlainArrays.Range array, Datatype type, List<Long> shape, Allowance allowance) {
        long elements = Shape.elements(shape);
        allowance.use(elements * type.width());
        return Optional.of(type)
                .filter(Datatype.FP32::equals)
                .flatMap(_ -> request.floats(array, elements))
                .orElseThrow(() -> invalid("these numbers are to be read by the parser"));
    }

    private static ByteBuffer binary(String name, long size, ByteBuffer tail, Allowance allowance) {
        if (size > tail.remaining()) {
            throw invalid("input '%s' says it has %d bytes in binary, but only %d are left in the body"
                    .formatted(name, size, tail.remaining()));
        }
        allowance.use(size);
        var data = tail.slice(tail.position(), (int) size);
        tail.position(tail.position() + (int) size);
        return data;
    }

    private static Datatype datatype(String named) {
        return Datatype.named(named)
                .orElseThrow(() -> invalid("there is no datatype '%s'".formatted(View.shortened(named))));
    }

    private static List<Long> shape(JsonParser json) {
        var shape = new ArrayList<Long>();
        Json.elements(json, "shape", () -> {
            shape.add(Json.count(json, "a dimension"));
            if (shape.size() > MOST_DIMENSIONS) {
                throw invalid("an input has more than %d dimensions".formatted(MOST_DIMENSIONS));
            }
        });
        return shape;
    }
}
