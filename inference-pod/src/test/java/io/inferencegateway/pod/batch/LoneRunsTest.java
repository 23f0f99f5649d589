package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoneRunsTest {
    private final LoneRuns runs = new LoneRuns();
    private final AtomicInteger opened = new AtomicInteger();

    @BeforeEach
    void runsTakeLong() {
        runs.tookNarrow(10_000_000);
    }

    @Test
    void theSessionIsWantedOnceWhenSomeRunsWereAlone() {
        runs.whenWanted(opened::incrementAndGet);
        for (int i = 1; i < LoneRuns.ENOUGH; i++) {
            assertFalse(runs.mayBeWide());
        }
        assertEquals(0, opened.get());
        assertFalse(runs.mayBeWide());
        assertEquals(1, opened.get());
        assertFalse(runs.mayBeWide(), "it is not open yet");
        assertEquals(1, opened.get());
    }

    @Test
    void runsAreWideWhenItIsOpen() {
        runs.whenWanted(opened::incrementAndGet);
        runs.opened();
        assertTrue(runs.mayBeWide());
        assertEquals(0, opened.get());
    }

    @Test
    void shortRunsAreNeverWide() {
        var tiny = new LoneRuns();
        tiny.whenWanted(opened::incrementAndGet);
        assertFalse(tiny.mayBeWide(), "nothing is known of them");
        for (int i = 0; i < 2 * LoneRuns.ENOUGH; i++) {
            tiny.tookNarrow(10_000);
            assertFalse(tiny.mayBeWide());
        }
        assertEquals(0, opened.get());
        tiny.opened();
        assertFalse(tiny.mayBeWide());
        // The same model with larger inputs.
        for (int i = 0; i < 20; i++) {
            tiny.tookNarrow(1_000_000);
        }
        assertTrue(tiny.mayBeWide());
    }

    @Test
    void withoutAWideSessionNothingIsOpened() {
        for (int i = 0; i < 2 * LoneRuns.ENOUGH; i++) {
            assertFalse(runs.mayBeWide());
        }
    }
}
