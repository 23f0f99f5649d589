package io.inferencegateway.pod.oip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inferencegateway.pod.predict.BytesTensor;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The best of each row, as standard clients take them apart.
class ClassificationTest {
    @Test
    void theBestOfEachRowBestFirstAndOfEqualOnesTheFirst() {
        var scores = floats(List.of(2L, 3L), 1, 3, 2, -1, -1, -2);
        var best = Classification.of(scores, 2, List.of("a", "b", "c"));
        assertEquals(List.of(2L, 2L), best.shape());
        assertEquals(List.of("3.000000:1:b", "2.000000:2:c", "-1.000000:0:a", "-1.000000:1:b"), texts(best));
    }

    @Test
    void moreThanThereAreIsAllAndNoLabelsAreNone() {
        var best = Classification.of(floats(List.of(2L), 1, 2), 5, List.of("a", "b", "c"));
        assertEquals(List.of(2L), best.shape());
        assertEquals(List.of("2.000000:1", "1.000000:0"), texts(best));
    }

    @Test
    void unsignedNumbersAreNotNegative() {
        var data = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(-1)
                .putLong(5)
                .flip();
        var best = Classification.of(new Tensor("x", Datatype.UINT64, List.of(2L), data), 1, List.of());
        assertEquals(List.of("18446744073709552000.000000:0"), texts(best));
    }

    @Test
    void textHasNoBest() {
        var words = new Tensor("x", Datatype.BYTES, List.of(1L), BytesTensor.write(List.of(new byte[1])));
        assertThrows(ProblemException.class, () -> Classification.of(words, 1, List.of()));
    }

    private static Tensor floats(List<Long> shape, float... values) {
        var data = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        return new Tensor("x", Datatype.FP32, shape, data.flip());
    }

    private static List<String> texts(Tensor tensor) {
        return BytesTensor.read(tensor).stream()
                .map(each -> StandardCharsets.UTF_8.decode(each).toString())
                .toList();
    }
}
