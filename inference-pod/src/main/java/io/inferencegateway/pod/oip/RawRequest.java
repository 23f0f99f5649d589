package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.BytesTensor;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Shape;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// A body that is nothing but the data of a model's one input: a picture, or numbers.
public final class RawRequest {
    private RawRequest() {}

    /// The request that a raw body stands for; all outputs are asked for, in binary.
    ///
    /// @throws ProblemException when the model has several inputs, or the body's length does not say the shape
    public static InferRequest of(View view, ByteBuffer body) {
        if (view.inputs().size() != 1) {
            throw invalid("a raw body is for models with one input; the model '%s' has %d"
                    .formatted(view.name(), view.inputs().size()));
        }
        var slot = view.inputs().getFirst();
        var tensor = slot.datatype() == Datatype.BYTES
                ? new Tensor(slot.name(), Datatype.BYTES, single(slot.shape()), BytesTensor.write(List.of(bytes(body))))
                : new Tensor(
                        slot.name(),
                        slot.datatype(),
                        shape(view, slot.shape(), slot.datatype(), body.remaining()),
                        body);
        return new InferRequest(Optional.empty(), List.of(tensor), List.of(), true, Optional.empty(), Optional.empty());
    }

    private static byte[] bytes(ByteBuffer body) {
        if (body.hasArray() && body.arrayOffset() == 0 && body.array().length == body.remaining()) {
            return body.array();
        }
        byte[] bytes = new byte[body.remaining()];
        body.get(body.position(), bytes);
        return bytes;
    }

    private static List<Long> single(List<Long> declared) {
        return declared.stream().map(dimension -> dimension < 0 ? 1 : dimension).toList();
    }

    private static List<Long> shape(View view, List<Long> declared, Datatype type, int bytes) {
        // The batch is one, when the body's length must say something else.
        var known = declared.stream().filter(dimension -> dimension < 0).count() > 1 && view.maxBatch() > 0
                ? java.util.stream.Stream.concat(
                                java.util.stream.Stream.of(1L),
                                declared.stream().skip(1))
                        .toList()
                : declared;
        if (known.stream().filter(dimension -> dimension < 0).count() > 1) {
            throw invalid("a raw body cannot say the shape of '%s', which is %s; send the shape in JSON"
                    .formatted(view.inputs().getFirst().name(), declared));
        }
        long rest = Shape.elements(single(known)) * type.width();
        if (rest == 0 || bytes % rest != 0) {
            throw invalid("a raw body of %d bytes is no %s of the shape %s".formatted(bytes, type, declared));
        }
        return known.stream()
                .map(dimension -> dimension < 0 ? bytes / rest : dimension)
                .toList();
    }
}
