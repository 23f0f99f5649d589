package io.inferencegateway.pod.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The best five of a thousand classes, with their probabilities.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PostprocessBenchmark {
    private static final int CLASSES = 1000;

    private final FloatBuffer logits = ByteBuffer.allocateDirect(CLASSES * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    private final List<String> labels =
            IntStream.range(0, CLASSES).mapToObj(id -> "label " + id).toList();

    @Setup
    public void draw() {
        var random = new Random(1);
        for (int i = 0; i < CLASSES; i++) {
            logits.put(i, (float) random.nextGaussian());
        }
    }

    @Benchmark
    public List<Prediction.ClassScore> bestFive() {
        return Postprocess.best(logits, labels, 5);
    }
}
