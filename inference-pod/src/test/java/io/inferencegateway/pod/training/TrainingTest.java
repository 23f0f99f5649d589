package io.inferencegateway.pod.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.RunningPod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The requests that train the image's AOT cache are answered, each on its own protocol.
class TrainingTest {
    @Test
    void aRoundUsesEveryProtocol() throws Exception {
        try (var collector = new Collector();
                var pod = RunningPod.with(Map.of(
                        "REQUEST_TIMEOUT_MS",
                        "60000",
                        "OTEL_TRACES_EXPORTER",
                        "otlp",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector.port()))) {
            var settings = pod.settings();
            var client = new Client(new Training.Ports(settings.port(), settings.grpcPort(), settings.metricsPort()));
            client.awaitReady(() -> true);
            client.round();
            collector.awaitSpans();
            String metrics = pod.management("/metrics").body();
            for (var route : List.of("/predict", "/v2/models/{model}/infer")) {
                assertTrue(
                        metrics.lines()
                                .anyMatch(line -> line.startsWith("http_requests_total{")
                                        && line.contains("endpoint=\"" + route + "\"")
                                        && line.contains("outcome=\"success\"")
                                        && !line.endsWith(" 0.0")),
                        route + "\n" + metrics);
            }
        }
    }
}
