package io.inferencegateway.pod.predict;

import java.time.Duration;
import java.util.List;

/// The answer to one picture.
///
/// @param classes best first
/// @param inference time of the model's run alone
public record Prediction(List<ClassScore> classes, Duration inference) {
    public Prediction {
        classes = List.copyOf(classes);
    }

    /// One class with its probability, 0 to 1.
    public record ClassScore(String name, int id, double confidence) {}

    public ClassScore best() {
        return classes.getFirst();
    }
}
