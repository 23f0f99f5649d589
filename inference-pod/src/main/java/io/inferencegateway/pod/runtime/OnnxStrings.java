package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.predict.BytesTensor;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Strings in and out of the engine. To ONNX a string is text; the protocol's `BYTES` are any.
final class OnnxStrings {
    private OnnxStrings() {}

    static String[] read(Tensor tensor) {
        return BytesTensor.read(tensor).stream()
                .map(element -> text(tensor, element))
                .toArray(String[]::new);
    }

    private static String text(Tensor tensor, ByteBuffer element) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(element).toString();
        } catch (CharacterCodingException notText) {
            throw new ProblemException(new Problem.BadRequest(
                    "INVALID_INPUT",
                    "input '%s' holds bytes that are no UTF-8 text, which is all the model takes"
                            .formatted(tensor.name())));
        }
    }

    /// @param value a string, or arrays of arrays of strings
    static ByteBuffer write(Object value) {
        var elements = new ArrayList<byte[]>();
        collect(value, elements);
        return BytesTensor.write(elements);
    }

    private static void collect(Object value, List<byte[]> elements) {
        switch (value) {
            case String text -> elements.add(text.getBytes(StandardCharsets.UTF_8));
            case Object[] row -> {
                for (var each : row) {
                    collect(each, elements);
                }
            }
            default -> throw new IllegalStateException("no strings: " + value.getClass());
        }
    }
}
