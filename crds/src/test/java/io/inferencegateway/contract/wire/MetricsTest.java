package io.inferencegateway.contract.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void aThresholdBecomesABucketBoundInItsPlace() {
        assertArrayEquals(
                new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.3, 0.5, 1, 2.5, 5, 10},
                Metrics.withThreshold(Metrics.HTTP_BUCKETS, 0.3));
    }

    @Test
    void aThresholdThatIsABoundAlreadyIsNotRepeated() {
        assertEquals(Metrics.HTTP_BUCKETS.size(), Metrics.withThreshold(Metrics.HTTP_BUCKETS, 0.25).length);
    }

    @Test
    void outcomesAreSelectedAsTheObjectivesNeedThem() {
        assertEquals("success|overloaded|deadline|failed|unready", Outcome.events());
        assertEquals("overloaded|deadline|failed|unready", Outcome.badEvents());
    }
}
