package io.inferencegateway.pod.grpc;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.UnsafeByteOperations;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.predict.BodyArrays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Finds the array that a message was read to (`UncopiedMarshaller`): the bytes of its raw tensors are in it.
final class ArrayOf extends ByteOutput {
    private final BodyArrays arrays;

    private ArrayOf(BodyArrays arrays) {
        this.arrays = arrays;
    }

    /// The message has been answered, and nothing reads it any more.
    static void answered(ModelInferRequest message, BodyArrays arrays) {
        if (message.getRawInputContentsCount() > 0) {
            try {
                UnsafeByteOperations.unsafeWriteTo(message.getRawInputContents(0), new ArrayOf(arrays));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    @Override
    public void writeLazy(byte[] array, int from, int length) {
        arrays.give(array);
    }

    // What is given in other ways was copied, or is no array.

    @Override
    public void write(byte value) {}

    @Override
    public void write(byte[] copied, int from, int length) {}

    @Override
    public void write(ByteBuffer copied) {}

    @Override
    public void writeLazy(ByteBuffer elsewhere) {}
}
