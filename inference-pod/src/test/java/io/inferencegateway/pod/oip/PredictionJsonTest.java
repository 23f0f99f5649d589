package io.inferencegateway.pod.oip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.helidon.json.JsonParser;
import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.Prediction.ClassScore;
import io.inferencegateway.pod.predict.TensorUse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionJsonTest {
    private static final Duration TOOK = Duration.ofNanos(5_432_100);

    @Test
    void itIsTheLabs() {
        var classes = List.of(new ClassScore("tabby", 281, 0.93), new ClassScore("tiger cat", 282, 0.00014));
        assertEquals(
                "{\"predictions\":[{\"class\":\"tabby\",\"class_id\":281,\"confidence\":0.9300},"
                        + "{\"class\":\"tiger cat\",\"class_id\":282,\"confidence\":0.0001}],"
                        + "\"model_name\":\"cats\",\"model_version\":\"1.0\",\"inference_duration_ms\":5.43}",
                text(new Prediction(classes, TOOK), "cats", "1.0"));
    }

    @Test
    void anyNameIsAString() {
        String name = "a \"b\" \\ / \n\u0001 é 猫 😺";
        var answer = JsonParser.create(text(new Prediction(List.of(new ClassScore(name, 0, 1)), TOOK), name, name)
                        .getBytes(StandardCharsets.UTF_8))
                .readJsonObject();
        assertEquals(name, answer.stringValue("model_name").orElseThrow());
        assertEquals(name, answer.stringValue("model_version").orElseThrow());
        assertEquals(
                name,
                answer.arrayValue("predictions")
                        .orElseThrow()
                        .values()
                        .getFirst()
                        .asObject()
                        .stringValue("class")
                        .orElseThrow());
    }

    private static String text(Prediction prediction, String name, String version) {
        var model = new ModelInfo(
                name,
                version,
                "sha256:",
                "cpu",
                0,
                new TensorUse(List.of(), List.of(), List.of()),
                new ImageUse.Unfit("none"));
        return new String(PredictionJson.of(prediction, model), StandardCharsets.UTF_8);
    }
}
