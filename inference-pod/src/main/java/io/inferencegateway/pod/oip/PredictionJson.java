package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.Rounded;

/// The lab's answer to a picture. Written as a stream, as the log lines are: after the model's run no code is in a
/// cache, and a tree of objects first would be code of its own.
public final class PredictionJson {
    private PredictionJson() {}

    public static byte[] of(Prediction prediction, ModelInfo model) {
        return Json.write(json -> {
            json.writeStartObject();
            json.writeArrayPropertyStart("predictions");
            for (var score : prediction.classes()) {
                json.writeStartObject();
                json.writeStringProperty("class", score.name());
                json.writeNumberProperty("class_id", score.id());
                json.writeNumberProperty("confidence", Rounded.of(score.confidence(), 4));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringProperty("model_name", model.name());
            json.writeStringProperty("model_version", model.version());
            json.writeNumberProperty("inference_duration_ms", Rounded.milliseconds(prediction.inference()));
            json.writeEndObject();
        });
    }
}
