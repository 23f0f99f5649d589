package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every ONNX model loads; what is said about it, and where, decides what `/predict` answers.
class AnyModelTest {
    private static final String PREPROCESS =
            "\"preprocess\": {\"resize\": 8, \"crop\": 8, \"mean\": [0, 0, 0], \"std\": [1, 1, 1]}";

    @TempDir
    private Path models;

    @Test
    void aModelThatDoesNotSayHowItSeesIsReadyAndPredictSaysWhatItLacks() throws Exception {
        assertNoImages("silent.onnx", "add 'preprocess' to the ONNX file's metadata");
    }

    @Test
    void aModelOfTableRowsIsReadyAndPredictSaysWhatItLacks() throws Exception {
        assertNoImages("table.onnx", "it has 2 inputs and 2 outputs");
    }

    @Test
    void aClassifierWithTwoOutputsIsReadyAndPredictSaysWhatItLacks() throws Exception {
        assertNoImages("two-outputs.onnx", "it has 1 inputs and 2 outputs");
    }

    @Test
    void aCardBesideASilentModelMakesItServe() throws Exception {
        beside(
                "model-card.json",
                "{\"name\": \"mine\", \"version\": \"9\", \"labels\": [\"r\", \"g\", \"b\"], " + PREPROCESS + "}");
        try (var pod = serving("silent.onnx", Map.of())) {
            var answer = RunningPod.json(pod.predict(RunningPod.sample("chelsea.jpg")));
            assertEquals("mine", answer.stringValue("model_name", ""));
            assertEquals("9", answer.stringValue("model_version", ""));
            assertEquals(List.of("b", "g", "r"), names(answer));
        }
    }

    @Test
    void aCardThatIsNamedMakesABuiltinOrSilentModelServeToo() throws Exception {
        var mounted = Files.writeString(
                Files.createDirectory(models.resolve("config")).resolve("card.json"), "{" + PREPROCESS + "}");
        try (var pod = serving("silent.onnx", Map.of("MODEL_CARD_FILE", mounted.toString()))) {
            assertEquals(List.of("class_0", "class_1", "class_2"), names(predicted(pod)));
        }
    }

    @Test
    void labelsComeFromTheTextBesideTheModelWhenNothingElseNamesThem() throws Exception {
        beside("model-card.json", "{" + PREPROCESS + "}");
        beside("labels.txt", "rot \ngrün\nblau\n\n");
        try (var pod = serving("silent.onnx", Map.of())) {
            assertEquals(List.of("blau", "grün", "rot"), names(predicted(pod)));
        }
    }

    @Test
    void theModelsOwnLabelsWinOverTheText() throws Exception {
        beside("labels.txt", "a\nb\nc\n");
        try (var pod = serving("colours.onnx", Map.of())) {
            assertEquals(List.of("blue", "green", "red"), names(predicted(pod)));
        }
    }

    @Test
    void settingsWinOverTheNamedCardWhichWinsOverTheOneBesideWhichWinsOverTheModel() throws Exception {
        beside("model-card.json", "{\"name\": \"beside\", \"version\": \"8\", \"labels\": [\"x\", \"y\", \"z\"]}");
        beside("named.json", "{\"name\": \"named\", \"labels\": [\"u\", \"v\", \"w\"]}");
        var card = Map.of("MODEL_CARD_FILE", models.resolve("named.json").toString(), "MODEL_VERSION", "set");
        try (var pod = serving("colours.onnx", Map.of())) {
            assertCalled("beside", "8", List.of("x", "y", "z"), pod);
        }
        try (var pod = serving("colours.onnx", card)) {
            assertCalled("named", "set", List.of("u", "v", "w"), pod);
        }
    }

    private void assertNoImages(String model, String lacks) throws Exception {
        try (var pod = serving(model, Map.of())) {
            assertEquals(200, pod.get("/readyz").statusCode());
            assertEquals(200, pod.management("/health/ready").statusCode());
            var answer = pod.predict(RunningPod.sample("chelsea.jpg"));
            assertEquals(400, answer.statusCode());
            var body = RunningPod.json(answer);
            assertEquals("MODEL_NOT_AN_IMAGE_CLASSIFIER", body.stringValue("error", ""));
            assertTrue(body.stringValue("message", "").contains(lacks), answer.body());
            pod.awaitMetrics("outcome=\"rejected\",status_code=\"400\"} 1.0");
        }
    }

    private static void assertCalled(String name, String version, List<String> labels, RunningPod pod)
            throws Exception {
        var answer = predicted(pod);
        assertEquals(name, answer.stringValue("model_name", ""));
        assertEquals(version, answer.stringValue("model_version", ""));
        assertEquals(labels, names(answer));
    }

    private static JsonObject predicted(RunningPod pod) throws Exception {
        var answer = pod.predict(RunningPod.sample("chelsea.jpg"));
        assertEquals(200, answer.statusCode(), answer.body());
        return RunningPod.json(answer);
    }

    /// Class names of an answer, sorted: which of them is best is another test's matter.
    private static List<String> names(JsonObject answer) {
        return answer.arrayValue("predictions").orElseThrow().values().stream()
                .map(score -> score.asObject().stringValue("class", ""))
                .sorted()
                .toList();
    }

    private void beside(String name, String text) throws Exception {
        Files.writeString(models.resolve(name), text);
    }

    private RunningPod serving(String model, Map<String, String> env) throws Exception {
        var file = Files.write(models.resolve("model.onnx"), Files.readAllBytes(RunningPod.model(model)));
        var all = new java.util.LinkedHashMap<>(env);
        all.put("MODEL_URI", "file://" + file.toAbsolutePath());
        all.put("REQUEST_TIMEOUT_MS", "60000");
        return RunningPod.with(all);
    }
}
