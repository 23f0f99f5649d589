package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BatchTimesTest {
    private static BatchTimes times(Map<Integer, Integer> millis) {
        var measured = new TreeMap<Integer, Duration>();
        millis.forEach((rows, time) -> measured.put(rows, Duration.ofMillis(time)));
        return new BatchTimes(measured);
    }

    private static long millis(int number) {
        return Duration.ofMillis(number).toNanos();
    }

    @Test
    void sizesBetweenTheMeasuredOnesLieOnALineAndLargerOnesOnItsEnd() {
        var times = times(Map.of(1, 4, 2, 4, 4, 6, 8, 14));
        assertEquals(millis(4), times.of(1));
        assertEquals(millis(5), times.of(3));
        assertEquals(millis(10), times.of(6));
        assertEquals(millis(22), times.of(12));
        assertEquals(millis(12), times(Map.of(1, 4)).of(3));
    }

    @Test
    void batchesPayWhereARowTakesLessThanNineTenthsOfARunOfItsOwn() {
        assertEquals(1, times(Map.of(1, 10, 2, 20, 4, 40)).worthwhile());
        assertEquals(1, times(Map.of(1, 10, 2, 19, 4, 37)).worthwhile());
        assertEquals(4, times(Map.of(1, 10, 2, 18, 4, 34)).worthwhile());
        assertEquals(1, times(Map.of(1, 10)).worthwhile());
    }

    @Test
    void aBatchIsNoLargerThanItsThroughputNeeds() {
        // From eight rows on each takes as long as the others.
        assertEquals(8, times(Map.of(1, 4, 8, 4, 16, 8, 32, 16)).worthwhile());
    }

    @Test
    void whatIsBelievedFollowsTheRuns() {
        var times = times(Map.of(1, 4, 2, 4, 4, 6, 8, 14));
        for (int i = 0; i < 50; i++) {
            times.took(4, Duration.ofMillis(12));
        }
        assertEquals(12e6, times.of(4), 1e4);
        assertEquals(millis(4), times.of(2));
        assertEquals(millis(14), times.of(8));
        for (int i = 0; i < 50; i++) {
            times.took(2, Duration.ofMillis(30));
        }
        assertTrue(times.of(4) >= times.of(2) && times.of(8) >= times.of(4), () -> times.table()
                .toString());
    }

    @Test
    void theMarginGrowsWithWhatTimesVaryByAndWithTheWorkAhead() {
        var times = times(Map.of(1, 10, 2, 12));
        assertEquals(0, times.margin(millis(100), millis(12)));
        for (int i = 0; i < 100; i++) {
            times.took(2, Duration.ofMillis(i % 2 == 0 ? 10 : 14));
        }
        long one = times.margin(millis(12), millis(12));
        assertTrue(one > millis(2), "" + one);
        assertTrue(times.margin(millis(120), millis(12)) > 3 * one);
    }

    @Test
    void withoutTheTimeOfOneRowThereIsNoTable() {
        assertThrows(IllegalArgumentException.class, () -> times(Map.of(2, 3)));
    }
}
