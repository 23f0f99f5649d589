package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.Rounded;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.io.JsonStringEncoder;

/// The lab's answer to a picture. Written by hand, but for the quoting of names: after the model's run no code is in a
/// cache, and what makes a string of a few pieces is little code, used all the time.
public final class PredictionJson {
    private static final int LENGTH = 512;
    private static final JsonStringEncoder NAMES = JsonStringEncoder.getInstance();

    private PredictionJson() {}

    public static byte[] of(Prediction prediction, ModelInfo model) {
        var json = new StringBuilder(LENGTH).append("{\"predictions\":[");
        String between = "";
        for (var score : prediction.classes()) {
            json.append(between).append("{\"class\":\"");
            NAMES.quoteAsString(score.name(), json);
            json.append("\",\"class_id\":").append(score.id());
            json.append(",\"confidence\":")
                    .append(Rounded.of(score.confidence(), 4))
                    .append('}');
            between = ",";
        }
        json.append("],\"model_name\":\"");
        NAMES.quoteAsString(model.name(), json);
        json.append("\",\"model_version\":\"");
        NAMES.quoteAsString(model.version(), json);
        json.append("\",\"inference_duration_ms\":")
                .append(Rounded.milliseconds(prediction.inference()))
                .append('}');
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
