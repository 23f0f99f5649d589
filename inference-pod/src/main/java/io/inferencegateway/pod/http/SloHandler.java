package io.inferencegateway.pod.http;

import io.helidon.json.JsonObject;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.ServiceLevel;
import java.time.Instant;

/// `GET /slo`, in development only: the objectives as this pod has counted them. On the API port, where the page is:
/// the metrics may have a port of their own, which answers no page of another origin.
final class SloHandler implements Handler {
    static final String PATH = "/slo";

    private final PodMetrics metrics;

    SloHandler(PodMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var objectives = metrics.serviceLevels().stream().map(SloHandler::json).toList();
        Respond.json(
                response,
                200,
                JsonObject.builder()
                        .set("since", began().toString())
                        .setValues("objectives", objectives)
                        .build());
    }

    private static JsonObject json(ServiceLevel level) {
        var json = JsonObject.builder()
                .set("name", level.name())
                .set("good_events", level.goodEvents())
                .set("target_percent", level.targetPercent())
                .set("total", level.total())
                .set("good", level.good());
        level.goodPercent().ifPresent(percent -> json.set("good_percent", percent));
        level.budgetSpentPercent().ifPresent(percent -> json.set("budget_spent_percent", percent));
        return json.build();
    }

    /// Counters begin with their process.
    private static Instant began() {
        return ProcessHandle.current().info().startInstant().orElseThrow();
    }
}
