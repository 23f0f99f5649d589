package io.inferencegateway.operator.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.inferencegateway.operator.cli.load.Mix.Kind;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
    @Test
    void requestsAreDueAtEqualDistances() {
        var schedule = Schedule.lasting(40, Duration.ofSeconds(3));

        assertEquals(120, schedule.requests());
        assertEquals(0, schedule.due(0));
        assertEquals(25_000_000, schedule.due(1));
        assertEquals(Duration.ofSeconds(3), schedule.duration());
    }

    @Test
    void aRateThatDividesNoSecondDoesNotDrift() {
        assertEquals(3_000_000_000L, new Schedule(7, 100).due(21));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "NaN, 1", "5001, 1", "10, 0", "5000, 1000001", "0.001, 4"})
    void aTestIsBounded(double perSecond, long requests) {
        assertThrows(IllegalArgumentException.class, () -> new Schedule(perSecond, requests));
    }

    @Test
    void theLabsMixIsSpreadEvenly() {
        var mix = Mix.of("10:1:1");
        for (long start : new long[] {0, 12, 120}) {
            var counts = new EnumMap<Kind, Integer>(Kind.class);
            LongStream.range(start, start + 12).forEach(request -> counts.merge(mix.kind(request), 1, Integer::sum));
            assertEquals(Map.of(Kind.PREDICT, 10, Kind.HEALTHZ, 1, Kind.READYZ, 1), counts);
        }
        assertEquals(Kind.PREDICT, Mix.of("1:0:0").kind(7));
        assertEquals(Kind.PREDICT, Mix.of("1:1:0").kind(2));
        assertEquals(Kind.HEALTHZ, Mix.of("1:1:0").kind(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "10:1", "0:1:1", "a:b:c", "1:-1:0", "1:1:1:1"})
    void whatIsNoMixIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Mix.of(text));
    }
}
