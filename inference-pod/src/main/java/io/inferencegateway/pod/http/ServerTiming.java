package io.inferencegateway.pod.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.pod.predict.Rounded;
import io.inferencegateway.pod.telemetry.StepTimes;
import java.time.Duration;

/// The header `Server-Timing` (W3C), in development only: how long the steps of a prediction took, in milliseconds, for
/// the page and for a browser's own tools.
final class ServerTiming {
    private static final HeaderName HEADER = HeaderNames.create("Server-Timing");

    private ServerTiming() {}

    static void show(ServerResponse response, StepTimes times) {
        response.header(
                HEADER,
                "queue;dur=" + millis(times.queue())
                        + ", preprocess;dur=" + millis(times.input())
                        + ", inference;dur=" + millis(times.infer())
                        + ", postprocess;dur=" + millis(times.output()));
    }

    private static String millis(Duration time) {
        return Rounded.milliseconds(time).toPlainString();
    }
}
