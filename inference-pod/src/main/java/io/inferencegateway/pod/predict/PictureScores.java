package io.inferencegateway.pod.predict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// What a classifier says of pictures, before anything is made of it.
///
/// @param scores the model's output for each picture, float32 one after the other
/// @param predictions the best class of each
public record PictureScores(ByteBuffer scores, List<Prediction> predictions) {
    public PictureScores {
        predictions = List.copyOf(predictions);
    }

    /// One picture after the other on one worker.
    public static Task<PictureScores> of(List<Picture> pictures, int classes) {
        return (bench, steps) -> {
            var pipeline = bench.pictures().orElseThrow(() -> new IllegalStateException("not an image classifier"));
            var scores =
                    ByteBuffer.allocate(pictures.size() * classes * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            var predictions = new ArrayList<Prediction>();
            for (var picture : pictures) {
                predictions.add(pipeline.predict(picture, steps, 1, scores));
            }
            return new PictureScores(scores.flip(), predictions);
        };
    }
}
