package io.inferencegateway.pod.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.ObjectiveNames;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.contract.wire.PodSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceLevelsTest {
    @Test
    void whatTakesAsLongAsTheThresholdIsInTimeAndWhatFailsIsNoAnswer() {
        var metrics = new PodMetrics(PodSettings.defaults());
        for (int millis : List.of(10, 299, 300, 301)) {
            metrics.request("POST", Endpoints.PREDICT, 200, Outcome.SUCCESS, Duration.ofMillis(millis));
        }
        metrics.request("POST", Endpoints.INFER, 503, Outcome.OVERLOADED, Duration.ofMillis(1));
        metrics.request("POST", Endpoints.PREDICT, 400, Outcome.REJECTED, Duration.ofMillis(1));
        metrics.request("GET", Endpoints.READYZ, 503, null, Duration.ofMillis(1));

        var levels = metrics.serviceLevels();
        assertEquals(new ServiceLevel(ObjectiveNames.AVAILABILITY, "requests served", 99.5, 5, 1), levels.get(0));
        assertEquals(new ServiceLevel(ObjectiveNames.LATENCY, "answers within 300 ms", 99, 4, 1), levels.get(1));
    }
}
