package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Tensors as JSON: a request with one picture of 224 x 224 as 150,528 numbers, and an answer with a thousand.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TensorJsonBenchmark {
    private static final int NUMBERS = 3 * 224 * 224;
    private static final int CLASSES = 1000;

    private final byte[] request = request();
    private final ByteBuffer logits = logits();

    private static byte[] request() {
        var random = new Random(1);
        String data = random.doubles(NUMBERS, -2, 2)
                .mapToObj(number -> Float.toString((float) number))
                .collect(Collectors.joining(","));
        return "{\"inputs\":[{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":[1,3,224,224],\"data\":[%s]}]}"
                .formatted(data)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer logits() {
        var random = new Random(1);
        var values = ByteBuffer.allocate(CLASSES * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < CLASSES; i++) {
            values.putFloat((float) random.nextGaussian());
        }
        return values.flip();
    }

    @Benchmark
    public InferRequest read() {
        return JsonRequest.read(request, request.length, 64 << 20);
    }

    @Benchmark
    public JsonAnswer write() {
        var tensor = new Tensor("logits", Datatype.FP32, List.of(1L, (long) CLASSES), logits);
        return JsonAnswer.of(
                new InferAnswer("m", "1", Optional.empty(), List.of(new InferAnswer.Output(tensor, false))));
    }
}
