package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.RunningPod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Many clients with long tensors at once, more than there is memory for, some of whom give up: memory that is used
/// again must never be what another answer is made of.
class LongTensorsTest {
    private static final int CLIENTS = 20;
    private static final int REQUESTS = 30;
    private static final int ROWS = 1000;
    private static final int COLUMNS = 150;
    /// Bytes behind the tensor.
    private static final int OTHERS = 4;
    /// The model gives back what it gets, and wants an input of each type. Two of them have no form in JSON.
    private static final String JSON = """
            {"inputs": [
              {"name": "in_float", "datatype": "FP32", "shape": [%1$d, %2$d], "parameters": {"binary_data_size": %3$d}},
              {"name": "in_double", "datatype": "FP64", "shape": [1, 1], "data": [0]},
              {"name": "in_float16", "datatype": "FP16", "shape": [1, 1], "parameters": {"binary_data_size": 2}},
              {"name": "in_bfloat16", "datatype": "BF16", "shape": [1, 1], "parameters": {"binary_data_size": 2}},
              {"name": "in_int8", "datatype": "INT8", "shape": [1, 1], "data": [0]},
              {"name": "in_int16", "datatype": "INT16", "shape": [1, 1], "data": [0]},
              {"name": "in_int32", "datatype": "INT32", "shape": [1, 1], "data": [0]},
              {"name": "in_int64", "datatype": "INT64", "shape": [1, 1], "data": [0]},
              {"name": "in_uint8", "datatype": "UINT8", "shape": [1, 1], "data": [0]},
              {"name": "in_bool", "datatype": "BOOL", "shape": [1, 1], "data": [true]}],
             "outputs": [{"name": "out_float"}], "parameters": {"binary_data_output": true%4$s}}""";

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
        byte[] tensor = new byte[4 * ROWS * COLUMNS];
        int answered = 0;
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < REQUESTS; i++) {
                random.nextBytes(tensor);
                // Every other one gives up before its turn, or while its run is made.
                String timeout = i % 2 == 0 ? "" : ", \"timeout\": " + random.nextInt(100, 9999);
                byte[] json = "%-1200s"
                        .formatted(JSON.formatted(ROWS, COLUMNS, tensor.length, timeout))
                        .getBytes(StandardCharsets.UTF_8);
                byte[] body = Arrays.copyOf(json, json.length + tensor.length + OTHERS);
                System.arraycopy(tensor, 0, body, json.length, tensor.length);
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v2/models/m/infer"
                                .formatted(pod.settings().port())))
                        .header("Inference-Header-Content-Length", "" + json.length)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
                var answer = client.send(request, BodyHandlers.ofByteArray());
                if (answer.statusCode() == 200) {
                    int head = Integer.parseInt(answer.headers()
                            .firstValue("Inference-Header-Content-Length")
                            .orElseThrow());
                    byte[] given = answer.body();
                    assertArrayEquals(tensor, Arrays.copyOfRange(given, head, given.length));
                    answered++;
                } else {
                    assertTrue(
                            answer.statusCode() == 503 || answer.statusCode() == 504,
                            () -> answer.statusCode() + new String(answer.body(), StandardCharsets.UTF_8));
                    assertEquals(1, i % 2, "one that waits is answered");
                }
            }
        }
        return answered;
    }
}
