package io.inferencegateway.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.inferencegateway.operator.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Helm, and what it makes of the operator's chart. Tests that need it are skipped, and say so, where there is none.
final class Helm {
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    static final Path CHARTS = Path.of("../helm");
    static final Path CHART = CHARTS.resolve("inference-gateway");

    /// What a run of Helm ended with; its two outputs as one.
    record Result(int code, String output) {}

    private Helm() {}

    /// The chart as text, or why there is none.
    ///
    /// @param options such as `--set`
    static Result template(String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Tool.find("HELM", "helm").toString(),
                "template",
                "inference-gateway",
                CHART.toString(),
                "--namespace=sys",
                // The oldest one that the chart is for.
                "--kube-version=1.30.0"));
        command.addAll(List.of(options));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /// The objects of the chart.
    static List<JsonNode> render(String... options) throws IOException, InterruptedException {
        var result = template(options);
        if (result.code() != 0) {
            throw new AssertionError(result.output());
        }
        var objects = new ArrayList<JsonNode>();
        for (var document : result.output().split("(?m)^---$")) {
            Optional.ofNullable(YAML.readTree(document))
                    .filter(object -> object.has("kind"))
                    .ifPresent(objects::add);
        }
        return objects;
    }

    /// The only object of a kind.
    static JsonNode only(List<JsonNode> objects, String kind) {
        var found = objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " objects of the kind " + kind);
        }
        return found.getFirst();
    }
}
