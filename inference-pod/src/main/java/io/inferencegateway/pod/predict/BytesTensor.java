package io.inferencegateway.pod.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Elements of a tensor of `BYTES`: each its length in 4 bytes, little-endian, and then so many bytes.
public final class BytesTensor {
    private BytesTensor() {}

    /// The elements, not copied.
    ///
    /// @throws ProblemException `BadRequest` when they are not as many as the shape says, or cut short
    public static List<ByteBuffer> read(Tensor tensor) {
        var data = tensor.values();
        long expected = tensor.elements();
        if (expected > data.remaining() / Integer.BYTES) {
            throw refused(tensor, "holds fewer elements than its shape says");
        }
        var elements = new ArrayList<ByteBuffer>((int) expected);
        while (data.hasRemaining()) {
            if (data.remaining() < Integer.BYTES) {
                throw refused(tensor, "ends inside the length of an element");
            }
            long length = Integer.toUnsignedLong(data.getInt());
            if (length > data.remaining()) {
                throw refused(
                        tensor,
                        "has an element of %d bytes where only %d are left".formatted(length, data.remaining()));
            }
            elements.add(data.slice(data.position(), (int) length));
            data.position(data.position() + (int) length);
        }
        if (elements.size() != expected) {
            throw refused(tensor, "holds %d elements, but its shape says %d".formatted(elements.size(), expected));
        }
        return elements;
    }

    public static ByteBuffer write(List<byte[]> elements) {
        int size = Math.toIntExact(elements.stream()
                .mapToLong(each -> (long) Integer.BYTES + each.length)
                .sum());
        var data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        elements.forEach(each -> data.putInt(each.length).put(each));
        return data.flip();
    }

    private static ProblemException refused(Tensor tensor, String why) {
        return new ProblemException(new Problem.BadRequest("INVALID_INPUT", "input '" + tensor.name() + "' " + why));
    }
}
