package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.predict.Datatype;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Long tensors in binary: from the second body of a length on the engine reads them where they were received. The
/// model gives back what it gets, and wants an input of each type.
class LongTensorsTest {
    private static final int CLIENTS = 20;
    private static final int REQUESTS = 30;
    private static final int ROWS = 1000;
    private static final int COLUMNS = 150;

    /// An input that comes in binary.
    ///
    /// @param name what the model calls its type
    private record Input(String name, Datatype type) {
        String json(int rows, int columns) {
            return """
                    {"name": "in_%s", "datatype": "%s", "shape": [%d, %d], "parameters": {"binary_data_size": %d}}""".formatted(name, type, rows, columns, rows * columns * type.width());
        }
    }

    private static final Input FLOATS = new Input("float", Datatype.FP32);
    private static final List<Input> OTHERS = List.of(
            new Input("double", Datatype.FP64),
            new Input("float16", Datatype.FP16),
            new Input("bfloat16", Datatype.BF16),
            new Input("int8", Datatype.INT8),
            new Input("int16", Datatype.INT16),
            new Input("int32", Datatype.INT32),
            new Input("int64", Datatype.INT64),
            new Input("uint8", Datatype.UINT8));

    /// @param inputs in JSON, in the order of their tensors
    /// @param outputs in JSON
    /// @param parameters more of them
    private static String json(Stream<String> inputs, Stream<String> outputs, String parameters) {
        return """
                {"inputs": [%s, {"name": "in_bool", "datatype": "BOOL", "shape": [1, 1], "data": [true]}],
                 "outputs": [%s], "parameters": {"binary_data_output": true%s}}""".formatted(
                inputs.collect(Collectors.joining(", ")), outputs.collect(Collectors.joining(", ")), parameters);
    }

    private static String output(Input of) {
        return "{\"name\": \"out_%s\"}".formatted(of.name());
    }

    private static int width(Stream<Input> inputs) {
        return inputs.mapToInt(each -> each.type().width()).sum();
    }

    /// Of all types, those that begin where the engine likes it, as the first always does, and those that do not.
    @ParameterizedTest
    @ValueSource(ints = {3200, 3201})
    void longTensorsOfAllTypesInBinary(int columns) throws Exception {
        var all = Stream.concat(Stream.of(FLOATS), OTHERS.stream()).toList();
        String json = json(
                all.stream().map(each -> each.json(2, columns)), all.stream().map(LongTensorsTest::output), "");
        byte[] tensors = new byte[2 * columns * width(all.stream())];
        var random = new Random(columns);
        try (var pod = OipRestTest.serving("types.onnx", Map.of())) {
            for (int i = 0; i < 4; i++) {
                random.nextBytes(tensors);
                var answer = OipRestTest.binary(pod, "/v2/models/m/infer", json, tensors, Map.of());
                assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
                assertArrayEquals(tensors, tensors(answer), "request " + i);
            }
        }
    }

    private static byte[] tensors(HttpResponse<byte[]> answer) {
        int head = Integer.parseInt(OipRestTest.header(answer, "Inference-Header-Content-Length"));
        return OipRestTest.tail(answer.body(), head);
    }

    /// Many clients at once, more than there is memory for, some of whom give up: memory that is used again must never
    /// be what another answer is made of.
    @Test
    void everyAnswerIsOfItsOwnRequest() throws Exception {
        try (var pod = OipRestTest.serving("types.onnx", Map.of("MAX_QUEUE_SIZE", "100"));
                var threads = Executors.newFixedThreadPool(CLIENTS)) {
            var clients = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < CLIENTS; i++) {
                int seed = i;
                clients.add(() -> answered(pod, seed));
            }
            int answered = 0;
            for (Future<Integer> each : threads.invokeAll(clients)) {
                answered += each.get();
            }
            assertTrue(answered >= CLIENTS * REQUESTS / 2, "only " + answered + " were answered");
        }
    }

    /// @return how many of the requests were
    private static int answered(RunningPod pod, int seed) throws Exception {
        var random = new Random(seed);
        byte[] tensor = new byte[FLOATS.type().width() * ROWS * COLUMNS];
        int answered = 0;
        for (int i = 0; i < REQUESTS; i++) {
            random.nextBytes(tensor);
            // Every other one gives up before its turn, or while its run is made.
            String timeout = i % 2 == 0 ? "" : ", \"timeout\": " + random.nextInt(100, 9999);
            var inputs = Stream.concat(
                    Stream.of(FLOATS.json(ROWS, COLUMNS)), OTHERS.stream().map(each -> each.json(1, 1)));
            // Of one length, whatever the timeout.
            String json = "%-1400s".formatted(json(inputs, Stream.of(output(FLOATS)), timeout));
            byte[] tail = Arrays.copyOf(tensor, tensor.length + width(OTHERS.stream()));
            var answer = OipRestTest.binary(pod, "/v2/models/m/infer", json, tail, Map.of());
            if (answer.statusCode() == 200) {
                assertArrayEquals(tensor, tensors(answer));
                answered++;
            } else {
                assertTrue(
                        answer.statusCode() == 503 || answer.statusCode() == 504,
                        () -> answer.statusCode() + new String(answer.body(), StandardCharsets.UTF_8));
                assertEquals(1, i % 2, "one that waits is answered");
            }
        }
        return answered;
    }
}
