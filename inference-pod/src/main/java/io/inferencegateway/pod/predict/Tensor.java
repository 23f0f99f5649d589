package io.inferencegateway.pod.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// A named tensor with its values, as the Open Inference Protocol sends them: row-major and little-endian; an element
/// of `BYTES` is its length in 4 bytes and then so many bytes.
///
/// @param shape no dimension below 0
/// @param data the values, from position to limit; as many as the shape says
public record Tensor(String name, Datatype datatype, List<Long> shape, ByteBuffer data) {
    public Tensor {
        shape = List.copyOf(shape);
    }

    public long elements() {
        return Shape.elements(shape);
    }

    /// The values, to be read without moving anybody else's position.
    public ByteBuffer values() {
        return data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    public Tensor called(String other) {
        return new Tensor(other, datatype, shape, data);
    }
}
