package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Shape;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorUse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/// Numbers that a model can be tried on: those with a point are from 0 to 1, whole ones are 0 or 1, which as an index
/// is inside most tables.
final class MadeUp {
    private static final short ONE_FP16 = 0x3C00;
    private static final short ONE_BF16 = 0x3F80;

    private MadeUp() {}

    /// @param shape no dimension below 1
    /// @param seed the same gives the same numbers
    static Tensor tensor(TensorUse.Slot slot, List<Long> shape, int seed) {
        var random = new Random(seed);
        int count = (int) Shape.elements(shape);
        var data = ByteBuffer.allocate(count * slot.datatype().width()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            put(data, slot.datatype(), random);
        }
        return new Tensor(slot.name(), slot.datatype(), shape, data.flip());
    }

    private static void put(ByteBuffer data, Datatype type, Random random) {
        int bit = random.nextInt(2);
        switch (type) {
            case FP32 -> data.putFloat(random.nextFloat());
            case FP64 -> data.putDouble(random.nextDouble());
            case FP16 -> data.putShort(bit == 1 ? ONE_FP16 : 0);
            case BF16 -> data.putShort(bit == 1 ? ONE_BF16 : 0);
            case BOOL, UINT8, INT8 -> data.put((byte) bit);
            case UINT16, INT16 -> data.putShort((short) bit);
            case UINT32, INT32 -> data.putInt(bit);
            case UINT64, INT64 -> data.putLong(bit);
            case BYTES -> throw new IllegalArgumentException("texts are not made up");
        }
    }
}
