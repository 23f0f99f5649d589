package io.inferencegateway.pod.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceLevelTest {
    @ParameterizedTest(name = "{2} bad of {1} at {0} %")
    @CsvSource({
        "99.5,   1000, 0, 100.000,    0.0",
        "99.5,   1000, 5,  99.500,  100.0",
        "99.5,   1000, 6,  99.400,  120.0",
        "99.5,      1, 1,   0.000, 20000.0",
        "99,        3, 1,  66.666, 3333.4",
        "99.999, 1000000, 1, 99.999, 10.0",
        "80,        7, 1,  85.714,   71.5",
        "0,         2, 1,  50.000,   50.0",
        "100,       2, 0, 100.000,   none",
        "100,       2, 1,  50.000,   none",
        "99.5,      0, 0,    none,   none",
    })
    void aShareIsRoundedDownAndWhatIsSpentIsRoundedUp(double target, long total, long bad, String good, String spent) {
        var level = new ServiceLevel("any", "events", target, total, bad);
        assertEquals(good, level.goodPercent().map(Object::toString).orElse("none"));
        assertEquals(spent, level.budgetSpentPercent().map(Object::toString).orElse("none"));
    }
}
