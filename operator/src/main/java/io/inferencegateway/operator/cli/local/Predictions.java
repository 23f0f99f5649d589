package io.inferencegateway.operator.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// The answer of `/predict`, as a small table.
///
/// @param classes best first
/// @param inferenceMillis time of the model alone
public record Predictions(String model, List<Candidate> classes, double inferenceMillis) {
    /// A class and how sure the model is of it, 0 to 1.
    public record Candidate(String name, double confidence) {}

    public Predictions {
        classes = List.copyOf(classes);
    }

    static Predictions of(JsonNode body) {
        var classes = new ArrayList<Candidate>();
        body.path("predictions")
                .forEach(prediction -> classes.add(new Candidate(
                        prediction.path("class").asText(),
                        prediction.path("confidence").asDouble())));
        return new Predictions(
                body.path("model_name").asText(),
                classes,
                body.path("inference_duration_ms").asDouble());
    }

    /// The rows: rank, class, confidence.
    public List<String> table() {
        int width = classes.stream().mapToInt(one -> one.name().length()).max().orElse(0);
        var rows = new ArrayList<String>();
        for (var one : classes) {
            String row = "  %d  %-" + Math.max(1, width) + "s  %6.2f %%";
            rows.add(row.formatted(rows.size() + 1, one.name(), one.confidence() * 100));
        }
        rows.add("  (%s, %.1f ms in the model)".formatted(model, inferenceMillis));
        return rows;
    }
}
