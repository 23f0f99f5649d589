package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.pod.telemetry.StepTimes;
import java.time.Duration;

/// The header `Server-Timing` (W3C), in development only: how long the steps of a prediction took, in milliseconds, for
/// the page and for a browser's own tools.
final class ServerTiming {
    private ServerTiming() {}

    static void show(ServerResponse response, StepTimes times) {
        response.header(
                HeaderNames.create("Server-Timing"),
                "queue;dur=%s, preprocess;dur=%s, inference;dur=%s, postprocess;dur=%s"
                        .formatted(
                                millis(times.queue()),
                                millis(times.input()),
                                millis(times.infer()),
                                millis(times.output())));
    }

    private static String millis(Duration time) {
        return Respond.rounded(time.toNanos() / 1e6, 2).toPlainString();
    }
}
