package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.json.JsonObject;
import io.inferencegateway.contract.wire.ObjectiveNames;
import io.inferencegateway.pod.RunningPod;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// `/slo` counts what the operator's rules would count.
class SloTest {
    @Test
    void whatIsCountedFollowsThePredictions() throws Exception {
        var before = Instant.now();
        // Nothing is as fast as 1 ms with this picture, nothing surer than 1; everything is faster than a minute.
        var env = Map.of(
                "ENVIRONMENT", "development",
                "SLO_P99_LATENCY_MS", "1",
                "REQUEST_TIMEOUT_MS", "60000",
                "SLO_INFERENCE_P95_MS", "60000",
                "SLO_CONFIDENCE_THRESHOLD", "1",
                "SLO_LATENCY_TARGET", "50",
                "SLO_CONFIDENCE_TARGET", "100");
        try (var pod = RunningPod.ofColours(env)) {
            var slo = RunningPod.json(pod.get("/slo"));
            assertTrue(Instant.parse(slo.stringValue("since", "")).isBefore(before), slo.toString());
            for (var level : levels(slo).values()) {
                assertEquals(0, level.intValue("total", -1), slo.toString());
                assertEquals(0, level.intValue("good", -1), slo.toString());
                assertTrue(!level.containsKey("good_percent") && !level.containsKey("budget_spent_percent"));
            }

            assertEquals(200, pod.predict(RunningPod.slowSample()).statusCode());
            assertEquals(400, pod.predict("text".getBytes()).statusCode()); // the client's fault: no event
            var late = pod.request(pod.settings().port(), "/predict")
                    .header("Content-Type", "image/png")
                    .header("X-Request-Timeout-Ms", "1")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(RunningPod.slowSample()));
            int status = pod.send(late).statusCode();
            assertTrue(status >= 500, "answered " + status);
            pod.awaitMetrics("outcome=\"rejected\",status_code=\"400\"} 1.0");
            pod.awaitMetrics("status_code=\"" + status + "\"} 1.0");

            slo = RunningPod.json(pod.get("/slo"));
            var levels = levels(slo);
            assertLevel(levels.get(ObjectiveNames.AVAILABILITY), 2, 1, 99.5, "requests served");
            assertLevel(levels.get(ObjectiveNames.LATENCY), 1, 0, 50, "answers within 1 ms");
            assertLevel(levels.get(ObjectiveNames.INFERENCE_LATENCY), 1, 1, 95, "runs of the model within 60000 ms");
            assertLevel(levels.get(ObjectiveNames.CONFIDENCE), 1, 0, 100, "predictions surer than 1.0");
            assertEquals(50, levels.get(ObjectiveNames.AVAILABILITY).doubleValue("good_percent", -1));
            assertEquals(10_000, levels.get(ObjectiveNames.AVAILABILITY).doubleValue("budget_spent_percent", -1));
            assertEquals(200, levels.get(ObjectiveNames.LATENCY).doubleValue("budget_spent_percent", -1));
            assertTrue(!levels.get(ObjectiveNames.CONFIDENCE).containsKey("budget_spent_percent"), slo.toString());
        }
    }

    @Test
    void withoutAModelItAnswersToo() throws Exception {
        try (var pod =
                RunningPod.with(Map.of("ENVIRONMENT", "development", "MODEL_URI", "file:///nothing/here.onnx"))) {
            assertEquals(503, pod.predict("any".getBytes()).statusCode());
            pod.awaitMetrics("outcome=\"unready\",status_code=\"503\"} 1.0");
            var levels = levels(RunningPod.json(pod.get("/slo")));
            assertLevel(levels.get(ObjectiveNames.AVAILABILITY), 1, 0, 99.5, "requests served");
            assertLevel(levels.get(ObjectiveNames.CONFIDENCE), 0, 0, 80, "predictions surer than 0.7");
        }
    }

    private static void assertLevel(JsonObject level, int total, int good, double target, String goodEvents) {
        assertEquals(total, level.intValue("total", -1), level.toString());
        assertEquals(good, level.intValue("good", -1), level.toString());
        assertEquals(target, level.doubleValue("target_percent", -1), level.toString());
        assertEquals(goodEvents, level.stringValue("good_events", ""), level.toString());
    }

    private static Map<String, JsonObject> levels(JsonObject slo) {
        var levels = new TreeMap<String, JsonObject>();
        for (var level : slo.arrayValue("objectives").orElseThrow().values()) {
            levels.put(level.asObject().stringValue("name", ""), level.asObject());
        }
        assertEquals(4, levels.size(), slo.toString());
        return levels;
    }
}
