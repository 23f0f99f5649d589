package io.inferencegateway.pod.oip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever was answered before, an answer has its own JSON and its own tensors.
class AnswerHeadsTest {
    private final AnswerHeads heads = new AnswerHeads();

    private static InferAnswer.Output output(
            String name, Datatype type, List<Long> shape, boolean binary, int... values) {
        var data = ByteBuffer.allocate(values.length);
        for (int each : values) {
            data.put((byte) each);
        }
        return new InferAnswer.Output(new Tensor(name, type, shape, data.flip()), binary);
    }

    private static InferAnswer answer(InferAnswer.Output... outputs) {
        return new InferAnswer("m", "1", Optional.empty(), List.of(outputs));
    }

    @Test
    void everyAnswerIsWhatItIsWithoutTheOnesBefore() {
        var one = output("o", Datatype.INT8, List.of(2L), true, 1, 2);
        var answers = Stream.of(
                        answer(one),
                        answer(output("o", Datatype.INT8, List.of(2L), true, 3, 4)),
                        answer(output("p", Datatype.INT8, List.of(2L), true, 1, 2)),
                        answer(output("o", Datatype.UINT8, List.of(2L), true, 1, 2)),
                        answer(output("o", Datatype.INT8, List.of(1L, 2L), true, 1, 2)),
                        answer(output("o", Datatype.INT8, List.of(3L), true, 1, 2, 3)),
                        answer(output("o", Datatype.INT8, List.of(2L), false, 1, 2)),
                        answer(one, output("p", Datatype.INT8, List.of(1L), true, 3)),
                        answer(one, output("p", Datatype.INT8, List.of(1L), false, 3)),
                        // Strings of one shape have different lengths.
                        answer(output("s", Datatype.BYTES, List.of(1L), true, 1, 0, 0, 0, 'a')),
                        answer(output("s", Datatype.BYTES, List.of(1L), true, 2, 0, 0, 0, 'a', 'b')),
                        new InferAnswer("n", "1", Optional.empty(), List.of(one)),
                        new InferAnswer("m", "2", Optional.empty(), List.of(one)),
                        new InferAnswer("m", "1", Optional.of("7"), List.of(one)),
                        new InferAnswer("m", "1", Optional.of("8"), List.of(one)))
                .toList();
        for (var before : answers) {
            for (var answer : answers) {
                var unused = heads.write(before);
                var expected = JsonAnswer.of(answer);
                for (int turn = 0; turn < 2; turn++) {
                    var written = heads.write(answer);
                    assertEquals(text(expected), text(written));
                    assertArrayEquals(expected.whole(), written.whole());
                }
            }
        }
    }

    private static String text(JsonAnswer answer) {
        return new String(answer.json(), StandardCharsets.UTF_8);
    }
}
