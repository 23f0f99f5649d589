package io.inferencegateway.pod.grpc;

import com.google.protobuf.ByteString;
import io.inferencegateway.pod.grpc.wire.InferTensorContents;
import io.inferencegateway.pod.predict.BytesTensor;
import io.inferencegateway.pod.predict.Datatype;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Values that were sent by their type, as the bytes of a tensor.
final class Contents {
    private Contents() {}

    /// @throws io.inferencegateway.pod.predict.ProblemException when a value is outside its type, or the type has no
    /// such form
    static ByteBuffer read(String input, Datatype type, InferTensorContents contents) {
        return switch (type) {
            case BOOL -> {
                var data = room(contents.getBoolContentsCount(), 1);
                contents.getBoolContentsList().forEach(value -> data.put((byte) (value ? 1 : 0)));
                yield data.flip();
            }
            case INT8, INT16, INT32 -> {
                var data = room(contents.getIntContentsCount(), type.width());
                contents.getIntContentsList().forEach(value -> put(data, input, type, value));
                yield data.flip();
            }
            case UINT8, UINT16, UINT32 -> {
                var data = room(contents.getUintContentsCount(), type.width());
                contents.getUintContentsList().forEach(value -> put(data, input, type, Integer.toUnsignedLong(value)));
                yield data.flip();
            }
            case INT64 -> {
                var data = room(contents.getInt64ContentsCount(), type.width());
                contents.getInt64ContentsList().forEach(data::putLong);
                yield data.flip();
            }
            case UINT64 -> {
                var data = room(contents.getUint64ContentsCount(), type.width());
                contents.getUint64ContentsList().forEach(data::putLong);
                yield data.flip();
            }
            case FP32 -> {
                var data = room(contents.getFp32ContentsCount(), type.width());
                contents.getFp32ContentsList().forEach(data::putFloat);
                yield data.flip();
            }
            case FP64 -> {
                var data = room(contents.getFp64ContentsCount(), type.width());
                contents.getFp64ContentsList().forEach(data::putDouble);
                yield data.flip();
            }
            case BYTES ->
                BytesTensor.write(contents.getBytesContentsList().stream()
                        .map(ByteString::toByteArray)
                        .toList());
            case FP16, BF16 ->
                throw Messages.invalid("input '%s' is %s, which has no typed contents; send raw_input_contents"
                        .formatted(input, type));
        };
    }

    private static void put(ByteBuffer data, String input, Datatype type, long value) {
        boolean fits =
                switch (type) {
                    case INT8 -> value == (byte) value;
                    case INT16 -> value == (short) value;
                    case UINT8 -> value == (value & 0xFF);
                    case UINT16 -> value == (value & 0xFFFF);
                    default -> true;
                };
        if (!fits) {
            throw Messages.invalid("%d in input '%s' is no %s".formatted(value, input, type));
        }
        switch (type.width()) {
            case 1 -> data.put((byte) value);
            case 2 -> data.putShort((short) value);
            default -> data.putInt((int) value);
        }
    }

    private static ByteBuffer room(int elements, int width) {
        return ByteBuffer.allocate(Math.multiplyExact(elements, width)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
