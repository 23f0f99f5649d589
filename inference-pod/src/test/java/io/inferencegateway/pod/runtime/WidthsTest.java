package io.inferencegateway.pod.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.Device;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class WidthsTest {
    private static final long MIB = 1 << 20;
    private static final Memory AMPLE = new Memory(4096 * MIB, 384 * MIB);

    private static Widths of(int workers, int cores, Memory memory) {
        return Widths.of(Device.CPU, workers, false, cores, 18 * MIB, memory);
    }

    @Test
    void withAWorkerOnEachCoreALonePredictionHasAllOfThem() {
        var widths = of(4, 4, AMPLE);
        assertEquals(1, widths.narrow());
        assertEquals(OptionalInt.of(4), widths.wide());
        assertEquals(4, widths.speedup());
    }

    @Test
    void moreCoresThanWorkersAreSharedByTheNarrowRuns() {
        var widths = of(16, 32, AMPLE);
        assertEquals(2, widths.narrow());
        assertEquals(OptionalInt.of(32), widths.wide());
    }

    @Test
    void oneWidthIsEnoughOnOneCoreAndOnAGpu() {
        assertOne(1, "every run has all cores", of(1, 1, AMPLE));
        assertOne(1, "on a GPU a run has one thread", Widths.of(Device.CUDA, 2, false, 8, 18 * MIB, AMPLE));
    }

    @Test
    void aNumberOfWorkersThatWasChosenIsAllThereIs() {
        assertOne(4, "every run has all cores", Widths.of(Device.CPU, 1, true, 4, 18 * MIB, AMPLE));
        assertOne(2, "WORKERS is set", Widths.of(Device.CPU, 2, true, 4, 18 * MIB, AMPLE));
        assertOne(1, "WORKERS is set", Widths.of(Device.CPU, 8, true, 4, 18 * MIB, AMPLE));
    }

    @Test
    void theWeightsAreThereTwiceOnlyWhereTheLimitLeavesRoom() {
        // The heap, 160 MiB beside it and five times the file.
        assertTrue(of(2, 2, new Memory(634 * MIB, 384 * MIB)).wide().isPresent());
        assertOne(
                1,
                "a second session needs a memory limit of 634 MiB; it is 633 MiB",
                of(2, 2, new Memory(633 * MIB, 384 * MIB)));
    }

    @Test
    void theMemoryOfTheProcessIsKnown() {
        var memory = Memory.ofProcess();
        assertTrue(memory.limit() > memory.heap(), memory.toString());
        assertEquals(Runtime.getRuntime().maxMemory(), memory.heap());
    }

    private static void assertOne(int threads, String why, Widths widths) {
        assertEquals(new Widths(threads, OptionalInt.empty(), why), widths);
        assertEquals(1, widths.speedup());
    }
}
