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
    void wrongCardsAreRefusedWithTheFieldNamed() throws Exception {
        var cards = new LinkedHashMap<String, String>();
        cards.put("nonsense", "model-card.json is not JSON");
        cards.put("[]", "model-card.json must hold one JSON object");
        cards.put("{\"labelz\": []}", "unknown field 'labelz'");
        cards.put("{\"labels\": \"a\"}", "labels must be a JSON array");
        cards.put("{\"labels\": [\"a\", 2, \"c\"]}", "labels[1] must be a JSON string");
        cards.put("{\"labels\": []}", "labels must not be empty");
        cards.put(CARD.replace("\"b\"]", "\"b\", \"x\"]"), "3 classes, but model-card.json holds 4 labels");
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
    void metadataIsCheckedLikeACard() throws Exception {
        assertUnready(
                Map.of("MODEL_URI", place("four-labels.onnx")), "3 classes, but the model's metadata holds 4 labels");
        assertUnready(Map.of("MODEL_URI", place("layout.onnx")), "preprocess.layout is 'NHWC'");
    }

    @Test
    void aCardThatIsNamedAndNotThere() throws Exception {
        assertUnready(
                Map.of("MODEL_URI", place("colours.onnx"), "MODEL_CARD_FILE", "/nowhere/card.json"),
                "there is no file /nowhere/card.json, which MODEL_CARD_FILE names");
    }

    @Test
    void labelsTextThatDoesNotFit() throws Exception {
        String uri = place("silent.onnx");
        Files.writeString(models.resolve("model-card.json"), CARD.replace("\"labels\": [\"r\", \"g\", \"b\"],", ""));
        Files.writeString(models.resolve("labels.txt"), "r\ng\n");
        assertUnready(Map.of("MODEL_URI", uri), "3 classes, but labels.txt holds 2 labels");
        Files.writeString(models.resolve("labels.txt"), "r\n\nb\n");
        assertUnready(Map.of("MODEL_URI", uri), "labels.txt: line 2 is empty");
    }

    private String place(String model) throws Exception {
        Files.write(models.resolve("model.onnx"), Files.readAllBytes(RunningPod.model(model)));
        return uri();
    }

    private String uri() {
        return "file://" + models.resolve("model.onnx").toAbsolutePath();
    }

    /// A pod with these variables is up but not ready, and says why.
    static void assertUnready(Map<String, String> env, String why) throws Exception {
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
            pod.awaitMetrics("outcome=\"unready\",status_code=\"503\"} 1.0");
        }
    }
}
