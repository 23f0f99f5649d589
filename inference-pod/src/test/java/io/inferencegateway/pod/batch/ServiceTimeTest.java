package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceTimeTest {
    private final ServiceTime service = new ServiceTime(4);

    @Test
    void nothingIsKnownBeforeTheFirstMeasurementWhichIsThenBelieved() {
        assertEquals(Optional.empty(), service.estimate());
        service.took(Duration.ofMillis(40));
        assertEquals(Optional.of(Estimate.of(Duration.ofMillis(40))), service.estimate());
    }

    @Test
    void itFollowsAChangeWithinTenMeasurements() {
        service.took(Duration.ofSeconds(3));
        for (int i = 0; i < 10; i++) {
            service.took(Duration.ofMillis(40));
        }
        assertTrue(millis() < 400, "still " + millis());
        assertTrue(millis() > 40, "one measurement alone is not believed: " + millis());
    }

    @Test
    void workCutShortCanOnlyRaiseIt() {
        service.took(Duration.ofMillis(100));
        service.tookLongerThan(Duration.ofMillis(10));
        assertEquals(100, millis());
        service.tookLongerThan(Duration.ofMillis(600));
        assertEquals(200, millis());
    }

    @Test
    void loneWideRunsLeaveTheEstimateOfACrowdAlone() {
        service.took(Duration.ofMillis(100));
        for (int i = 0; i < 1000; i++) {
            service.tookWide(Duration.ofMillis(30));
        }
        assertEquals(100, millis());
    }

    @Test
    void whatAWideRunDisprovesIsGivenUp() {
        service.took(Duration.ofSeconds(5));
        for (int i = 0; i < 50; i++) {
            service.tookWide(Duration.ofMillis(30));
        }
        assertEquals(120, millis(), 5, "four times its cores make it four times faster at most");
        for (int i = 0; i < 50; i++) {
            service.tookWide(Duration.ofMillis(300));
        }
        assertEquals(300, millis(), 5, "a narrow run is no faster");
    }

    @Test
    void whatIsKnownOfWideRunsOnlyIsReplacedByTheFirstOther() {
        service.tookWide(Duration.ofMillis(30));
        assertEquals(30, millis());
        service.took(Duration.ofMillis(100));
        assertEquals(100, millis());
    }

    private long millis() {
        return service.estimate().orElseThrow().mean().toMillis();
    }
}
