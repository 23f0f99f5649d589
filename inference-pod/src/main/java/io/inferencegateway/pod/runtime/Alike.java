package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;

/// Whether two tensors are the same up to what the order of additions changes, which differs with the size of a batch.
final class Alike {
    private static final double TOLERANCE = 1e-3;
    /// Numbers of half the width have three digits.
    private static final double COARSE = 2e-2;

    private Alike() {}

    static boolean are(Tensor one, Tensor other) {
        if (!one.shape().equals(other.shape())) {
            return false;
        }
        var a = one.values();
        var b = other.values();
        while (a.hasRemaining() && b.hasRemaining()) {
            boolean alike =
                    switch (one.datatype()) {
                        case FP32 -> near(a.getFloat(), b.getFloat(), TOLERANCE);
                        case FP64 -> near(a.getDouble(), b.getDouble(), TOLERANCE);
                        case FP16 -> near(half(a), half(b), COARSE);
                        case BF16 -> near(brain(a), brain(b), COARSE);
                        default -> a.get() == b.get();
                    };
            if (!alike) {
                return false;
            }
        }
        return a.remaining() == b.remaining();
    }

    private static float half(ByteBuffer values) {
        return Float.float16ToFloat(values.getShort());
    }

    private static float brain(ByteBuffer values) {
        return Float.intBitsToFloat(values.getShort() << 16);
    }

    private static boolean near(double one, double other, double tolerance) {
        return Double.compare(one, other) == 0
                || Math.abs(one - other) <= tolerance * (1 + Math.max(Math.abs(one), Math.abs(other)));
    }
}
