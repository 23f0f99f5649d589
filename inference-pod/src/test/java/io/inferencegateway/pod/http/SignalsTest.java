package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.inferencegateway.pod.RunningPod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a pod tells about its requests: series, spans, ids.
class SignalsTest {
    private static final String DIGEST = digest();
    private static final Map<String, String> PATIENT = Map.of("REQUEST_TIMEOUT_MS", "60000");

    @Test
    void everySeriesOfTheIndicatorIsThereAtZeroBeforeTheFirstRequest() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of("SLO_P99_LATENCY_MS", "420", "SLO_INFERENCE_P95_MS", "17"))) {
            String scrape = pod.management("/metrics").body();
            for (var series : List.of(
                    "outcome=\"success\",status_code=\"200\"} 0.0",
                    "outcome=\"overloaded\",status_code=\"503\"} 0.0",
                    "outcome=\"deadline\",status_code=\"504\"} 0.0",
                    "outcome=\"failed\",status_code=\"500\"} 0.0",
                    "outcome=\"unready\",status_code=\"503\"} 0.0")) {
                assertHas(scrape, "http_requests_total{endpoint=\"/predict\",method=\"POST\"," + series);
            }
            assertHas(scrape, "outcome=\"success\",le=\"0.42\"} 0");
            assertHas(
                    scrape,
                    "inference_duration_seconds_bucket{model_name=\"colours\",model_version=\"3\",le=\"0.017\"} 0");
            assertHas(
                    scrape,
                    "inference_requests_total{model_name=\"colours\",model_version=\"3\",status=\"success\"} 0.0");
            assertHas(
                    scrape,
                    "app_info{environment=\"development\",model_digest=\"" + DIGEST
                            + "\",model_name=\"colours\",model_version=\"3\",service=\"inference-gateway\",version=\"1.0.0\"} 1");
            assertHas(scrape, "inference_queue_depth 0.0");
            assertHas(scrape, "process_cpu_seconds_total");
            assertFalse(scrape.contains("_created"), "no _created series");
        }
    }

    @Test
    void aPredictionIsCountedOnceInEveryFamily() throws Exception {
        try (var pod = RunningPod.ofColours(PATIENT)) {
            assertEquals(200, pod.predict(RunningPod.sample("chelsea.jpg")).statusCode());
            assertEquals(400, pod.predict("text".getBytes()).statusCode());
            String scrape = settled(
                    pod,
                    null,
                    "http_errors_total{endpoint=\"/predict\"",
                    "method=\"POST\",outcome=\"success\",status_code=\"200\"} 1.0",
                    "method=\"POST\",outcome=\"rejected\",status_code=\"400\"} 1.0");
            assertHas(
                    scrape,
                    "http_errors_total{endpoint=\"/predict\",error_type=\"InvalidInputError\",method=\"POST\"} 1.0");
            assertHas(
                    scrape,
                    "inference_requests_total{model_name=\"colours\",model_version=\"3\",status=\"success\"} 1.0");
            assertHas(
                    scrape,
                    "inference_requests_total{model_name=\"colours\",model_version=\"3\",status=\"failure\"} 1.0");
            assertHas(scrape, "inference_duration_seconds_count{model_name=\"colours\",model_version=\"3\"} 1");
            assertHas(scrape, "inference_preprocessing_duration_seconds_count{model_name=\"colours\"} 1");
            assertHas(scrape, "inference_postprocessing_duration_seconds_count{model_name=\"colours\"} 1");
            assertHas(scrape, "inference_batch_size_sum{model_name=\"colours\"} 1.0");
            assertHas(scrape, "inference_confidence_score_count{model_name=\"colours\"} 1");
            assertHas(scrape, "model_predictions_total{model_name=\"colours\",predicted_class=\"red\"} 1.0");
            assertHas(scrape, "model_memory_bytes{model_name=\"colours\"}");
        }
    }

    @Test
    void randomPathsAndMethodsAddNoSeries() throws Exception {
        try (var pod = RunningPod.ofColours(PATIENT)) {
            pod.get("/first");
            pod.send(pod.request(pod.settings().port(), "/x").method("AAA", HttpRequest.BodyPublishers.noBody()));
            pod.awaitMetrics("method=\"GET\",outcome=\"\",status_code=\"404\"");
            pod.awaitMetrics("method=\"other\",outcome=\"\",status_code=\"");
            long before = httpSeries(pod);
            for (int i = 0; i < 50; i++) {
                pod.get("/path-" + i);
                pod.send(pod.request(pod.settings().port(), "/y" + i)
                        .method("M" + i, HttpRequest.BodyPublishers.noBody()));
            }
            assertEquals(before, httpSeries(pod));
        }
    }

    @Test
    void randomHeadersModelsAndNamesAddNoSeries() throws Exception {
        try (var pod = RunningPod.ofColours(PATIENT)) {
            pod.get("/v2/models/first/infer");
            assertEquals(400, hostile(pod, "first"));
            settled(
                    pod,
                    null,
                    "http_errors_total{endpoint=\"/predict\"",
                    "http_requests_total{endpoint=\"/v2/models/{model}/infer\",method=\"GET\",outcome=\"\",status_code=\"405\"");
            long before = allSeries(pod);
            for (int i = 0; i < 50; i++) {
                pod.get("/v2/models/model-" + i + "/infer?model=m" + i);
                assertEquals(400, hostile(pod, "random-" + i));
            }
            assertEquals(before, allSeries(pod));
        }
    }

    /// A request whose every word is the client's: ids, trace, model, file name, query.
    private static int hostile(RunningPod pod, String word) throws Exception {
        var form = new String(RunningPod.form("file", "no picture".getBytes()), StandardCharsets.ISO_8859_1);
        var request = pod.request(pod.settings().port(), "/predict?model=" + word)
                .header("Content-Type", "multipart/form-data; boundary=----pictures")
                .header("X-Request-ID", word)
                .header("X-Model-Version", word)
                .header("User-Agent", word)
                .header("X-Forwarded-For", word)
                .header("tracestate", "a=" + word)
                .header("baggage", "model=" + word)
                .POST(HttpRequest.BodyPublishers.ofString(form.replace("picture.jpg", word + ".jpg")));
        return pod.send(request).statusCode();
    }

    @Test
    void aScraperOfOpenMetricsGetsExemplarsWithTheTraceOfTheRequest() throws Exception {
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        try (var pod = RunningPod.ofColours(PATIENT)) {
            var request = pod.request(pod.settings().port(), "/predict")
                    .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01")
                    .header("Content-Type", "image/jpeg")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(RunningPod.sample("chelsea.jpg")));
            assertEquals(200, pod.send(request).statusCode());
            String scrape = settled(
                    pod,
                    "application/openmetrics-text; version=1.0.0",
                    "http_request_duration_seconds_count{endpoint=\"/predict\",method=\"POST\",outcome=\"success\"} 1");
            for (var series : List.of(
                    "http_requests_total{endpoint=\"/predict\",method=\"POST\",outcome=\"success\"",
                    "http_request_duration_seconds_bucket{endpoint=\"/predict\",method=\"POST\",outcome=\"success\"",
                    "inference_duration_seconds_bucket{")) {
                var exemplar = Pattern.compile(
                        "# \\{span_id=\"[0-9a-f]{16}\",trace_id=\"" + traceId + "\"} [0-9.eE+-]+ [0-9.]+");
                assertTrue(
                        scrape.lines().filter(line -> line.startsWith(series)).anyMatch(line -> exemplar.matcher(line)
                                .find()),
                        () -> "no exemplar at " + series + "\n" + scrape);
            }
            assertTrue(scrape.endsWith("# EOF\n"));
            assertFalse(pod.management("/metrics").body().contains(traceId), "the plain format has no exemplars");
        }
    }

    @Test
    void everyAnswerOfAPredictionNamesTheModel() throws Exception {
        try (var pod = RunningPod.ofColours(PATIENT)) {
            for (var answer : List.of(pod.predict(RunningPod.sample("chelsea.jpg")), pod.predict("text".getBytes()))) {
                assertEquals("3", answer.headers().firstValue("X-Model-Version").orElse(""));
                assertEquals(
                        DIGEST, answer.headers().firstValue("X-Model-Digest").orElse(""));
            }
        }
    }

    @Test
    void aHarmlessRequestIdIsKeptAndAnotherIsReplaced() throws Exception {
        try (var pod = RunningPod.ofColours(PATIENT)) {
            assertEquals("abc-123", requestId(pod, "abc-123"));
            assertNotEquals("not harmless {}", requestId(pod, "not harmless {}"));
            assertFalse(requestId(pod, "x".repeat(200)).contains("xxx"));
        }
    }

    @Test
    void spansReachTheCollectorAsChildrenOfTheCaller() throws Exception {
        var bodies = new CopyOnWriteArrayList<String>();
        var collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        String traceId = "0af7651916cd43dd8448eb211c80319c";
        try (var pod = RunningPod.ofColours(Map.of(
                "OTEL_TRACES_EXPORTER", "otlp",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector.getAddress().getPort(),
                "OTEL_SERVICE_NAME", "colour-service",
                "REQUEST_TIMEOUT_MS", "60000"))) {
            var request = pod.request(pod.settings().port(), "/predict")
                    .header("traceparent", "00-" + traceId + "-b7ad6b7169203331-01")
                    .header("Content-Type", "image/jpeg")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(RunningPod.sample("chelsea.jpg")));
            assertEquals(200, pod.send(request).statusCode());
            pod.get("/healthz");
        } finally {
            // Closing the pod flushed its spans.
            collector.stop(0);
        }
        String sent = String.join("", bodies);
        for (var name : List.of(
                "load_model",
                "POST /predict",
                "predict_endpoint",
                "inference_pipeline",
                "preprocess_image",
                "run_inference",
                "postprocess",
                "colour-service",
                "deployment.environment.name",
                "file.size_bytes",
                "inference.duration_ms")) {
            assertHas(sent, name);
        }
        var rawId = new StringBuilder();
        for (int i = 0; i < traceId.length(); i += 2) {
            rawId.append((char) Integer.parseInt(traceId.substring(i, i + 2), 16));
        }
        assertHas(sent, rawId.toString());
        assertFalse(sent.contains("/healthz"), "probes are not traced");
    }

    @Test
    void aCollectorThatIsNotThereFailsNoRequest() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of(
                "OTEL_TRACES_EXPORTER", "otlp",
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
                "OTEL_BSP_SCHEDULE_DELAY", "50",
                "REQUEST_TIMEOUT_MS", "60000"))) {
            for (int i = 0; i < 5; i++) {
                assertEquals(200, pod.predict(RunningPod.sample("chelsea.jpg")).statusCode());
            }
        }
    }

    @Test
    void withoutAManagementPortMetricsAreOnTheApiPort() throws Exception {
        int port;
        try (var socket = new java.net.ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (var pod = RunningPod.ofColours(Map.of("PORT", "" + port, "METRICS_PORT", "" + port))) {
            var response = pod.get("/metrics");
            assertEquals(200, response.statusCode());
            assertTrue(
                    response.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version=0.0.4"));
        }
    }

    private static String digest() {
        try {
            byte[] model = Files.readAllBytes(RunningPod.model("colours.onnx"));
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(model));
        } catch (IOException | NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String requestId(RunningPod pod, String sent) throws Exception {
        var request = pod.request(pod.settings().port(), "/healthz").header("X-Request-ID", sent);
        return pod.send(request).headers().firstValue("X-Request-ID").orElse("");
    }

    private static long httpSeries(RunningPod pod) throws Exception {
        return pod.management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_"))
                .count();
    }

    private static long allSeries(RunningPod pod) throws Exception {
        return pod.management("/metrics")
                .body()
                .lines()
                .filter(line -> line.matches("(http|inference|model|app)_.*"))
                .count();
    }

    /// A scrape that has these parts: a request is counted after its answer, so a client can be too early.
    private static String settled(RunningPod pod, String accept, String... parts) throws Exception {
        String scrape = "";
        for (int i = 0; i < 600; i++) {
            var request = pod.request(pod.settings().metricsPort(), "/metrics");
            if (accept != null) {
                request.header("Accept", accept);
            }
            scrape = pod.send(request.GET()).body();
            if (List.of(parts).stream().allMatch(scrape::contains)) {
                return scrape;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(List.of(parts) + " never came\n" + scrape);
    }

    private static void assertHas(String text, String part) {
        assertTrue(
                text.contains(part),
                () -> "not there: " + part + "\n" + text.lines().limit(200).toList());
    }
}
