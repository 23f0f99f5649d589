package io.inferencegateway.pod.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// All six digits, and the second that it is.
class TimestampsTest {
    @Test
    void microsecondsAreCutOffAndHaveTheirZeros() {
        var timestamps = new Timestamps();
        for (var each : List.of(
                List.of("1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000000Z"),
                List.of("2026-02-28T23:59:59.000001999Z", "2026-02-28T23:59:59.000001Z"),
                List.of("2026-02-28T23:59:59.999999999Z", "2026-02-28T23:59:59.999999Z"),
                List.of("2026-03-01T00:00:00.050Z", "2026-03-01T00:00:00.050000Z"),
                // Lines of several threads come out of order.
                List.of("2026-02-28T23:59:59.5Z", "2026-02-28T23:59:59.500000Z"))) {
            assertEquals(each.getLast(), timestamps.of(Instant.parse(each.getFirst())));
        }
    }
}
