package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pod whose model cannot be served stays up, alive and unready, and says why.
class ModelProblemsTest {
    private static final String CARD = """
            {"name": "mine", "version": "9", "labels": ["r", "g", "b"],
             "preprocess": {"resize": 8, "crop": 8, "mean": [0, 0, 0], "std": [1, 1, 1]}}
            """;

    @TempDir
    private Path models;

    @Test
    void aMissingFile() throws Exception {
        assertUnready(Map.of("MODEL_URI", "file:///nowhere/model.onnx"), "there is no file /nowhere/model.onnx");
    }

    @Test
    void anUnknownBuiltinModel() throws Exception {
        assertUnready(Map.of("MODEL_URI", "builtin://resnet99"), "no built-in model 'resnet99'");
    }

    @Test
    void anotherDigest() throws Exception {
        assertUnready(
                Map.of("MODEL_URI", place("colours.onnx"), "MODEL_DIGEST", "sha256:" + "0".repeat(64)),
                "has digest sha256:");
    }

    @Test
    void aFileThatIsNoModel() throws Exception {
        Files.writeString(models.resolve("model.onnx"), "not a model");
        assertUnready(Map.of("MODEL_URI", uri()), "ONNX Runtime cannot load the model");
    }

    @Test
    void aModelWithoutMetadataSaysThatItNeedsACard() throws Exception {
        assertUnready(Map.of("MODEL_URI", place("silent.onnx")), "put a model-card.json");
    }

    @Test
    void aModelWithoutMetadataAndWithACardServes() throws Exception {
        String uri = place("silent.onnx");
        Files.writeString(models.resolve("model-card.json"), CARD);
        try (var pod = RunningPod.with(Map.of("MODEL_URI", uri, "REQUEST_TIMEOUT_MS", "60000"))) {
            var answer = RunningPod.json(pod.predict(RunningPod.sample("chelsea.jpg")));
            assertEquals("mine", answer.stringValue("model_name", ""));
            assertEquals("9", answer.stringValue("model_version", ""));
            assertEquals(3, answer.arrayValue("predictions").orElseThrow().size());
        }
    }

    @Test
    void theCardWinsOverTheFilesMetadataAndSettingsOverBoth() throws Exception {
        String uri = place("colours.onnx");
        Files.writeString(models.resolve("model-card.json"), "{\"version\": \"8\"}");
        try (var pod = RunningPod.with(Map.of("MODEL_URI", uri, "MODEL_NAME", "shop"))) {
            var ready = RunningPod.json(pod.get("/readyz"));
            assertEquals("8", ready.stringValue("model_version", ""));
            assertEquals("shop", ready.stringValue("model_name", ""));
        }
    }

    @Test
    void wrongCardsAreRefusedWithTheFieldNamed() throws Exception {
        var cards = new LinkedHashMap<String, String>();
        cards.put("nonsense", "model-card.json is not JSON");
        cards.put("[]", "model-card.json must hold one JSON object");
        cards.put("{\"labelz\": []}", "unknown field 'labelz'");
        cards.put("{\"labels\": \"a\"}", "labels must be a JSON array");
        cards.put("{\"labels\": [\"a\", 2, \"c\"]}", "labels[1] must be a JSON string");
        cards.put(CARD.replace("\"crop\": 8", "\"crop\": 9"), "preprocess.crop is 9, but the model's input is 8");
        cards.put(CARD.replace("\"crop\": 8", "\"crop\": -1"), "preprocess.crop is -1");
        cards.put(CARD.replace("[1, 1, 1]", "[1, 0, 1]"), "preprocess.std must not hold 0");
        cards.put(CARD.replace("[1, 1, 1]", "[1, 1]"), "preprocess.std must hold 3 numbers");
        cards.put(CARD.replace("[0, 0, 0]", "\"zero\""), "preprocess.mean must be");
        for (var card : cards.entrySet()) {
            String uri = place("silent.onnx");
            Files.writeString(models.resolve("model-card.json"), card.getKey());
            assertUnready(Map.of("MODEL_URI", uri), card.getValue());
        }
    }

    @Test
    void modelsOfAnotherShape() throws Exception {
        assertUnready(Map.of("MODEL_URI", place("two-outputs.onnx")), "2 outputs");
        assertUnready(Map.of("MODEL_URI", place("four-labels.onnx")), "3 classes, but 4 labels");
        assertUnready(Map.of("MODEL_URI", place("layout.onnx")), "preprocess.layout is 'NHWC'");
    }

    @Test
    void cudaWithoutAGpuIsNotTheCpuInDisguise() throws Exception {
        assertUnready(Map.of("MODEL_URI", place("colours.onnx"), "MODEL_DEVICE", "cuda"), "MODEL_DEVICE is cuda");
    }

    private String place(String model) throws Exception {
        Files.write(models.resolve("model.onnx"), Files.readAllBytes(RunningPod.model(model)));
        return uri();
    }

    private String uri() {
        return "file://" + models.resolve("model.onnx").toAbsolutePath();
    }

    private static void assertUnready(Map<String, String> env, String why) throws Exception {
        try (var pod = RunningPod.with(env)) {
            var ready = pod.get("/readyz");
            assertEquals(503, ready.statusCode());
            var body = RunningPod.json(ready);
            assertEquals("failed", body.stringValue("state", ""));
            assertTrue(body.stringValue("message", "").contains(why), ready.body());
            var answer = pod.predict(RunningPod.sample("chelsea.jpg"));
            assertEquals(503, answer.statusCode());
            assertEquals("MODEL_NOT_LOADED", RunningPod.json(answer).stringValue("error", ""));
            assertEquals(200, pod.get("/healthz").statusCode());
            assertEquals(200, pod.management("/health/live").statusCode());
            assertEquals(200, pod.management("/health/started").statusCode());
            assertEquals(503, pod.management("/health/ready").statusCode());
            assertTrue(pod.management("/metrics").body().contains("outcome=\"unready\",status_code=\"503\"} 1.0"));
        }
    }
}
