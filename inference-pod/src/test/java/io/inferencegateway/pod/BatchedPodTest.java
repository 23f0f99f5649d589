package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A real pod that runs tensor requests together: they gather while its one worker decodes a large picture.
class BatchedPodTest {
    private static final int REQUESTS = 12;

    private static RunningPod pod(String model, String most) {
        return RunningPod.with(Map.of(
                "MODEL_URI",
                "file://" + RunningPod.model(model),
                "MODEL_NAME",
                "m",
                "MODEL_BATCH_SIZE",
                most,
                "WORKERS",
                "1",
                "REQUEST_TIMEOUT_MS",
                "60000"));
    }

    private static HttpResponse<String> colours(RunningPod pod, int request, String trace) throws Exception {
        var values = new StringBuilder();
        for (int i = 0; i < 3 * 64; i++) {
            values.append(i == 0 ? "" : ",").append(request + i / 64 * 0.125);
        }
        return infer(pod, """
                {"inputs": [{"name": "input", "shape": [1, 3, 8, 8], "datatype": "FP32", "data": [%s]}]}""".formatted(values), trace);
    }

    private static HttpResponse<String> infer(RunningPod pod, String body, String trace) throws Exception {
        return pod.send(pod.request(pod.settings().port(), "/v2/models/m/infer")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .header("tracestate", "igw=keep")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String trace(int number) {
        return "%032x".formatted(number);
    }

    /// A request's trace has the steps of its run, and not those of the requests that shared it.
    private static void assertOneOfEach(RunningPod pod, String trace) throws Exception {
        String spans = "";
        for (int i = 0; i < 200 && !spans.contains("/infer\""); i++) {
            Thread.sleep(20);
            spans = pod.management("/debug/traces?id=" + trace).body();
        }
        for (var step : List.of("inference_pipeline", "preprocess_image", "run_inference", "postprocess")) {
            assertEquals(2, spans.split("\"name\":\"" + step + "\"", -1).length, step + " in " + spans);
        }
    }

    private static double value(String scrape, String series) {
        var line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(scrape);
        assertTrue(line.find(), () -> "no " + series + " in\n" + scrape);
        return Double.parseDouble(line.group(1));
    }

    @Test
    void requestsThatWaitTogetherAreRunTogetherAndAnsweredAsAlone() throws Exception {
        try (var pod = pod("colours.onnx", "8");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            assertTrue(value(pod.management("/metrics").body(), "inference_batch_limit") > 1);
            var alone = new ArrayList<String>();
            for (int i = 0; i < REQUESTS; i++) {
                alone.add(colours(pod, i, trace(1000)).body());
            }
            String before = pod.management("/metrics").body();
            byte[] slow = RunningPod.slowSample();
            double runs = REQUESTS;
            int traces = 0;
            for (int attempt = 0; attempt < 20 && runs == REQUESTS; attempt++) {
                before = pod.management("/metrics").body();
                int first = 1 + attempt * REQUESTS;
                traces = first;
                var picture = clients.submit(() -> pod.predict(slow));
                var answers = new ArrayList<Future<HttpResponse<String>>>();
                for (int i = 0; i < REQUESTS; i++) {
                    int request = i;
                    answers.add(clients.submit(() -> colours(pod, request, trace(first + request))));
                }
                for (int i = 0; i < REQUESTS; i++) {
                    assertEquals(alone.get(i), answers.get(i).get().body());
                }
                assertEquals(200, picture.get().statusCode());
                String after = pod.management("/metrics").body();
                assertEquals(
                        REQUESTS + 1.0,
                        value(after, "inference_batch_size_sum{model_name=\"m\"}")
                                - value(before, "inference_batch_size_sum{model_name=\"m\"}"));
                runs = value(after, "inference_batch_size_count{model_name=\"m\"}")
                        - value(before, "inference_batch_size_count{model_name=\"m\"}")
                        - 1;
            }
            assertTrue(runs < REQUESTS, "never together");
            for (int i = 0; i < REQUESTS; i++) {
                assertOneOfEach(pod, trace(traces + i));
            }
            var stats = RunningPod.json(pod.get("/v2/models/m/stats"))
                    .arrayValue("model_stats")
                    .orElseThrow()
                    .values()
                    .getFirst()
                    .asObject();
            int executions = stats.intValue("execution_count", 0);
            int inferences = stats.intValue("inference_count", 0);
            assertTrue(executions < inferences, stats::toString);
        }
    }

    @Test
    void ofACrowdEachGetsTheRowsItAskedFor() throws Exception {
        try (var pod = pod("table.onnx", "8");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            String body = """
                    {"inputs": [{"name": "age", "shape": [1, 1], "datatype": "INT64", "data": [%d]},
                                {"name": "income", "shape": [1, 4], "datatype": "FP32", "data": [1, 2, 3, 4]}]}""";
            String two = """
                    {"inputs": [{"name": "age", "shape": [2, 1], "datatype": "INT64", "data": [%d, 7]},
                                {"name": "income", "shape": [2, 4], "datatype": "FP32", "data": [1, 2, 3, 4, 5, 6, 7, 8]}]}""";
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            for (int i = 0; i < 60; i++) {
                String asked = (i % 3 == 0 ? two : body).formatted(i);
                answers.add(clients.submit(() -> infer(pod, asked, trace(1))));
            }
            for (int i = 0; i < answers.size(); i++) {
                var answer = answers.get(i).get();
                assertEquals(200, answer.statusCode(), answer.body());
                String expected = i % 3 == 0 ? "\"data\":[" + i + ",7]" : "\"data\":[" + i + "]";
                assertTrue(answer.body().contains(expected), answer.body());
            }
        }
    }

    @Test
    void aModelThatTakesOneRowAtATimeIsRunSoWhateverTheSetting() throws Exception {
        for (var model : List.of("fixed.onnx", "strings.onnx")) {
            try (var pod = pod(model, "8")) {
                assertEquals(1, value(pod.management("/metrics").body(), "inference_batch_limit"));
            }
        }
    }

    @Test
    void withoutTheSettingNothingIsMeasured() throws Exception {
        try (var pod = pod("colours.onnx", "1")) {
            String scrape = pod.management("/metrics").body();
            assertEquals(1, value(scrape, "inference_batch_limit"));
            assertTrue(!scrape.contains("inference_batch_run_seconds{"), scrape);
        }
    }
}
