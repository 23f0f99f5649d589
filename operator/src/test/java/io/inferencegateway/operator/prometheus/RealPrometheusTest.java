package io.inferencegateway.operator.prometheus;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.BudgetTier;
import io.inferencegateway.operator.FreePorts;
import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.Tool;
import io.inferencegateway.operator.slo.BudgetFigures;
import io.inferencegateway.operator.slo.BudgetReport;
import io.inferencegateway.operator.slo.BudgetSeries;
import io.inferencegateway.operator.slo.GatewayName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator's query, answered by a real Prometheus. Skipped, and said so, where there is none: `PROMETHEUS` names
/// one.
class RealPrometheusTest {
    private static final String CONFIG = """
            global: {evaluation_interval: 1s}
            rule_files: [rules.yaml]
            """;

    // Recordings as the operator's rules leave them, and the alert once firing and once waiting.
    private static final String RULES = """
            groups:
            - name: budget
              rules:
              - {record: "slo:objective:ratio", expr: vector(0.995), labels: &cats {namespace: ml, inference_gateway: cats, slo: availability}}
              - {record: "slo:period_error_budget_remaining:ratio", expr: 1 - vector(0.0009) / 0.005, labels: *cats}
              - {record: "slo:current_burn_rate:ratio", expr: vector(0.0672) / 0.005, labels: *cats}
              - {record: "igw:slo_window_coverage:ratio", expr: vector(5160) / 8064, labels: *cats}
              - {alert: InferenceGatewayErrorBudgetBurn, expr: vector(1), labels: {severity: critical, namespace: ml, inference_gateway: cats, slo: availability}}
              - {alert: InferenceGatewayTargetsDown, expr: vector(1), labels: {severity: critical, namespace: ml, inference_gateway: dogs, slo: availability}}
              - {alert: InferenceGatewayErrorBudgetBurn, expr: vector(1), for: 1h, labels: {namespace: ml, inference_gateway: dogs, slo: availability}}
              - {record: "slo:objective:ratio", expr: vector(0.99), labels: &dogs {namespace: ml, inference_gateway: dogs, slo: availability}}
              - {record: "slo:period_error_budget_remaining:ratio", expr: vector(0) / 0, labels: *dogs}
              - {record: "slo:objective:ratio", expr: vector(0.9), labels: {namespace: other, inference_gateway: cats, slo: availability}}
              - {record: "slo:objective:ratio", expr: vector(0.9), labels: {sloth_service: no_gateway, slo: availability}}
            """;

    @Test
    void itsAnswerBecomesTheFigures(@TempDir Path folder) throws Exception {
        var program = Tool.find("PROMETHEUS", "prometheus");
        int port = FreePorts.one();
        var prometheus = start(program, folder, port);
        try {
            var url = URI.create("http://127.0.0.1:" + port);
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> report(url).of(new GatewayName("ml", "dogs")).size() == 1
                            && report(url)
                                    .of(new GatewayName("ml", "cats"))
                                    .get("availability")
                                    .burning());
            var spent = new BudgetFigures.Spent("99.91", 82, BudgetTier.BUSINESS_AS_USUAL);
            assertEquals(
                    new BudgetReport(Map.of(
                            new GatewayName("ml", "cats"),
                            Map.of(
                                    "availability",
                                    new BudgetFigures("99.5", Optional.of(spent), Optional.of("13"), 63, true)),
                            new GatewayName("ml", "dogs"),
                            Map.of(
                                    "availability",
                                    new BudgetFigures("99", Optional.empty(), Optional.empty(), 0, false)))),
                    report(url));
        } finally {
            prometheus.destroy();
            assertTrue(prometheus.waitFor(60, TimeUnit.SECONDS));
        }
    }

    private static BudgetReport report(URI url) throws NoAnswerException, InterruptedException {
        var settings = new PrometheusSettings(
                Optional.of(url), Duration.ofSeconds(30), Duration.ofMinutes(1), Optional.empty(), Optional.empty());
        try (var client = new PrometheusClient(url, settings)) {
            var report = new BudgetReport.Builder();
            client.query(BudgetSeries.query(Set.of("ml", "vision")), report);
            return report.build();
        }
    }

    private static Process start(Path program, Path folder, int port) throws IOException {
        Files.writeString(folder.resolve("prometheus.yaml"), CONFIG);
        Files.writeString(folder.resolve("rules.yaml"), RULES);
        return new ProcessBuilder(List.of(
                        program.toString(),
                        "--config.file=" + folder.resolve("prometheus.yaml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }
}
