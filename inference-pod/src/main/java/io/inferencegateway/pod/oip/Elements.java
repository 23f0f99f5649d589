package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.Datatype;
import java.nio.ByteBuffer;

/// Single elements of a tensor as numbers.
final class Elements {
    private static final int BF16_SHIFT = 16;

    private Elements() {}

    /// An element as a double, exact but for 64-bit integers above 2^53.
    static double number(ByteBuffer values, Datatype type, int index) {
        int at = values.position() + index * type.width();
        return switch (type) {
            case INT8 -> values.get(at);
            case UINT8 -> Byte.toUnsignedInt(values.get(at));
            case INT16 -> values.getShort(at);
            case UINT16 -> Short.toUnsignedInt(values.getShort(at));
            case INT32 -> values.getInt(at);
            case UINT32 -> Integer.toUnsignedLong(values.getInt(at));
            case INT64 -> values.getLong(at);
            case UINT64 -> unsigned(values.getLong(at));
            case FP16 -> Float.float16ToFloat(values.getShort(at));
            case BF16 -> Float.intBitsToFloat(values.getShort(at) << BF16_SHIFT);
            case FP32 -> values.getFloat(at);
            case FP64 -> values.getDouble(at);
            case BOOL, BYTES -> throw new IllegalArgumentException(type + " is no number");
        };
    }

    private static double unsigned(long bits) {
        // Half of it, rounded to odd so that nothing is rounded twice, and twice that.
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }
}
