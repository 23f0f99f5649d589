package io.inferencegateway.pod.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostprocessTest {
    @Test
    void softmaxOfKnownNumbers() {
        var best = Postprocess.best(
                FloatBuffer.wrap(new float[] {0, (float) Math.log(2), (float) Math.log(5)}), List.of("a", "b"), 5);
        assertEquals(
                List.of(2, 1, 0), best.stream().map(Prediction.ClassScore::id).toList());
        assertEquals(
                List.of("class_2", "b", "a"),
                best.stream().map(Prediction.ClassScore::name).toList());
        assertEquals(5 / 8.0, best.get(0).confidence(), 1e-6);
        assertEquals(2 / 8.0, best.get(1).confidence(), 1e-6);
    }

    @Test
    void theBestFiveAreThoseOfAFullSortAndEqualOnesKeepTheirOrder() {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            float[] logits = new float[1 + random.nextInt(40)];
            for (int i = 0; i < logits.length; i++) {
                logits[i] = random.nextInt(8);
            }
            var sorted = IntStream.range(0, logits.length)
                    .boxed()
                    .sorted((a, b) -> Float.compare(logits[b], logits[a]))
                    .limit(5)
                    .toList();
            var best = Postprocess.best(FloatBuffer.wrap(logits), List.of(), 5);
            assertEquals(sorted, best.stream().map(Prediction.ClassScore::id).toList());
        }
    }

    @Test
    void largeLogitsDoNotOverflow() {
        var best = Postprocess.best(FloatBuffer.wrap(new float[] {1e30f, -1e30f}), List.of("a", "b"), 2);
        assertEquals(1.0, best.getFirst().confidence());
    }
}
