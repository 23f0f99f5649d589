package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The embedded default model on real photographs, against the answers PyTorch and Pillow gave (`expected.json`).
class DefaultModelTest {
    private static RunningPod pod;
    private static JsonObject expected;

    @BeforeAll
    static void start() throws Exception {
        // Two shared cores and a cold JVM: the deadline is not what is tested here.
        pod = RunningPod.with(Map.of("REQUEST_TIMEOUT_MS", "60000"));
        expected = JsonParser.create(Files.readString(Path.of("src/test/resources/expected.json")))
                .readJsonObject();
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    /// Whoever asks alone is answered by a run on all cores.
    @Test
    @Timeout(60)
    void theOtherWidthAnswersAlike() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        assumeTrue(cores > 1, "one core has one width");
        while (metric(pod, "inference_wide_intra_op_threads") == 0) {
            assertAnswer("chelsea.jpg", pod.predict(RunningPod.sample("chelsea.jpg")));
        }
        assertEquals(cores, metric(pod, "inference_wide_intra_op_threads"));
        assertAnswer("chelsea.jpg", pod.predict(RunningPod.sample("chelsea.jpg")));
        assertTrue(metric(pod, "inference_runs_total{width=\"wide\"}") >= 1);
        try (var narrow = RunningPod.with(Map.of("REQUEST_TIMEOUT_MS", "60000", "WORKERS", "" + cores))) {
            assertAnswer("chelsea.jpg", narrow.predict(RunningPod.sample("chelsea.jpg")));
            assertEquals(1, metric(narrow, "inference_runs_total{width=\"narrow\"}"));
            assertEquals(0, metric(narrow, "inference_runs_total{width=\"wide\"}"));
            assertEquals(0, metric(narrow, "inference_wide_intra_op_threads"));
        }
    }

    private static double metric(RunningPod pod, String series) throws Exception {
        return pod.management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chelsea.jpg", "chelsea.png", "coffee.jpg", "coffee.png", "rocket.jpg", "rocket.png"})
    void theFiveBestClassesAreTheReferences(String picture) throws Exception {
        assertAnswer(picture, pod.predict(RunningPod.sample(picture)));
    }

    @Test
    void aBodyThatIsThePictureItselfIsAnsweredAlike() throws Exception {
        assertAnswer("chelsea.jpg", pod.predictRaw("image/jpeg", RunningPod.sample("chelsea.jpg")));
        assertAnswer("chelsea.png", pod.predictRaw("image/png", RunningPod.sample("chelsea.png")));
    }

    @Test
    void readyzHasTheLabsFieldsAndTheDigest() throws Exception {
        var body = RunningPod.json(pod.get("/readyz"));
        assertEquals("ready", body.stringValue("status", ""));
        assertEquals("efficientnet-lite0", body.stringValue("model_name", ""));
        assertEquals("1", body.stringValue("model_version", ""));
        assertEquals("cpu", body.stringValue("device", ""));
        assertTrue(body.stringValue("model_digest", "").matches("sha256:[0-9a-f]{64}"), body.toString());
    }

    private static void assertAnswer(String picture, HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        assertEquals(
                "application/json",
                response.headers().firstValue("Content-Type").orElse(""));
        var body = RunningPod.json(response);
        assertEquals("efficientnet-lite0", body.stringValue("model_name", ""));
        assertTrue(body.doubleValue("inference_duration_ms", -1) > 0, response.body());
        var answered = body.arrayValue("predictions").orElseThrow().values();
        var reference = expected.arrayValue(picture).orElseThrow().values();
        assertEquals(5, answered.size());
        for (int i = 0; i < 5; i++) {
            var ours = answered.get(i).asObject();
            var theirs = reference.get(i).asObject();
            assertEquals(theirs.stringValue("class", "?"), ours.stringValue("class", ""), response.body());
            assertEquals(theirs.intValue("class_id", -2), ours.intValue("class_id", -1));
            assertEquals(theirs.doubleValue("confidence", -1), ours.doubleValue("confidence", -2), 0.001);
            assertTrue(ours.numberValue("confidence").orElseThrow().scale() <= 4, response.body());
        }
    }
}
