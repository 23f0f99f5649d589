package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.helidon.json.JsonArray;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.inferencegateway.pod.RunningPod;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What a pod sends over OTLP is counted, and a trace is kept for a caller who asks.
class SentSignalsTest {
    private static final Map<String, String> PATIENT = Map.of("REQUEST_TIMEOUT_MS", "60000");
    private static final String SPANS = "otel_sdk_exporter_span_exported_total{error_type=\"%s\"} ";
    private static final String LOGS = "otel_sdk_exporter_log_exported_total{error_type=\"%s\"} ";

    @Test
    void whatTheCollectorTakesAndRefusesIsCounted() throws Exception {
        var code = new AtomicInteger(200);
        var collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(code.get(), -1);
            exchange.close();
        });
        collector.start();
        try (var pod = RunningPod.ofColours(Map.of(
                "OTEL_TRACES_EXPORTER", "otlp",
                "OTEL_LOGS_EXPORTER", "otlp",
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector.getAddress().getPort(),
                "REQUEST_TIMEOUT_MS", "60000"))) {
            // The span of the model's load comes first.
            pod.awaitMetrics(SPANS.formatted("") + "1.0");
            awaitCounted(pod, LOGS.formatted(""));
            assertTrue(pod.management("/metrics").body().contains(SPANS.formatted("_OTHER") + "0.0"));
            code.set(400);
            assertEquals(200, pod.predict(RunningPod.sample("chelsea.jpg")).statusCode());
            awaitCounted(pod, SPANS.formatted("_OTHER"));
            awaitCounted(pod, LOGS.formatted("_OTHER"));
        } finally {
            collector.stop(0);
        }
    }

    private static void awaitCounted(RunningPod pod, String series) throws Exception {
        await(pod, "/metrics", scrape -> scrape.lines()
                .anyMatch(line -> line.startsWith(series) && !line.equals(series + "0.0")));
    }

    @Test
    void whatSendsNothingHasNoFamiliesOfIt() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of())) {
            assertFalse(pod.management("/metrics").body().contains("otel_sdk"));
        }
    }

    @Test
    void aTraceIsKeptForACallerWhoAsksForThat() throws Exception {
        String marked = "0af7651916cd43dd8448eb211c80319c";
        String other = "1af7651916cd43dd8448eb211c80319c";
        try (var pod = RunningPod.ofColours(PATIENT)) {
            for (var trace : Map.of(marked, "igw=keep", other, "rojo=1").entrySet()) {
                var request = pod.request(pod.settings().port(), "/predict")
                        .header("traceparent", "00-" + trace.getKey() + "-b7ad6b7169203331-01")
                        .header("tracestate", trace.getValue())
                        .header("Content-Type", "image/jpeg")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(RunningPod.sample("chelsea.jpg")));
                assertEquals(200, pod.send(request).statusCode());
            }
            String kept = await(pod, "/debug/traces?id=" + marked, spans -> spans.contains("\"POST /predict\""));
            var resource = JsonParser.create(kept)
                    .readJsonObject()
                    .arrayValue("resourceSpans", JsonArray.empty())
                    .values()
                    .getFirst()
                    .asObject()
                    .objectValue("resource", JsonObject.empty());
            assertTrue(resource.toString().contains("inference-gateway"), kept);
            for (var part : List.of(
                    "\"traceId\":\"" + marked + "\"",
                    "\"parentSpanId\":\"b7ad6b7169203331\"",
                    "\"kind\":2",
                    "\"name\":\"run_inference\"",
                    "{\"key\":\"inference.model_name\",\"value\":{\"stringValue\":\"colours\"}}")) {
                assertTrue(kept.contains(part), () -> part + " is not in " + kept);
            }
            assertEquals(
                    "{\"resourceSpans\":[]}",
                    pod.management("/debug/traces?id=" + other).body());
            assertEquals(400, pod.management("/debug/traces?id=x").statusCode());
            assertEquals(404, pod.get("/debug/traces?id=" + marked).statusCode());
        }
    }

    @Test
    void onlyTheLastTracesAreKeptAndNotWithoutEnd() throws Exception {
        try (var pod = RunningPod.ofColours(PATIENT)) {
            for (int i = 0; i < 20; i++) {
                var request = pod.request(pod.settings().port(), "/predict")
                        .header("traceparent", "00-" + id(i) + "-b7ad6b7169203331-01")
                        .header("tracestate", "igw=keep")
                        .header("Content-Type", "image/jpeg")
                        .POST(HttpRequest.BodyPublishers.ofString("no picture"));
                assertEquals(400, pod.send(request).statusCode());
                await(pod, "/debug/traces?id=" + id(i), spans -> spans.contains("POST /predict"));
            }
            assertEquals(
                    "{\"resourceSpans\":[]}",
                    pod.management("/debug/traces?id=" + id(3)).body());
            assertTrue(pod.management("/debug/traces?id=" + id(4)).body().contains("POST /predict"));
        }
    }

    private static String id(int number) {
        return "%032x".formatted(number + 1);
    }

    /// Something is counted, and a span ends, after the answer is on its way: asks until it is there.
    private static String await(RunningPod pod, String path, Predicate<String> wanted) throws Exception {
        String answer = "";
        for (int i = 0; i < 600; i++) {
            answer = pod.management(path).body();
            if (wanted.test(answer)) {
                return answer;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("it never came:\n" + answer);
    }
}
