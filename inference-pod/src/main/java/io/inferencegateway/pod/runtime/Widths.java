package io.inferencegateway.pod.runtime;

import io.inferencegateway.contract.wire.Device;
import java.util.OptionalInt;

/// How many threads a run of the model has, chosen once when it is loaded. Narrow runs, one for each worker, make the
/// most predictions a second. A wide run has all cores and answers a prediction soonest that is alone in the pod; it
/// needs a session, and so the weights, of its own.
///
/// @param narrow threads of a narrow run
/// @param wide threads of a wide run; empty where there is none
/// @param why there is one, or none: for the log
public record Widths(int narrow, OptionalInt wide, String why) {
    /// Of the process beside its heap and the sessions: code, classes, threads, the engine's library, request buffers.
    private static final long BESIDE_HEAP = 160L << 20;
    /// A session holds its weights as they came and as its kernels want them; with what a run needs, twice the file was
    /// seen (EfficientNet-Lite0: 30 MiB for 18). Two sessions, and the file itself while it is read.
    private static final int FILES = 5;

    /// @param workers that are there
    /// @param chosen whether the settings say how many
    /// @param cores of the container
    /// @param modelBytes size of the model's file
    /// @param memory what the process may use
    public static Widths of(Device device, int workers, boolean chosen, int cores, long modelBytes, Memory memory) {
        if (device != Device.CPU) {
            return only(1, "on a GPU a run has one thread");
        }
        // One thread per run scales best when every core has a worker; with fewer workers each run gets more threads.
        int narrow = Math.max(1, cores / workers);
        if (narrow == cores) {
            return only(narrow, "every run has all cores");
        }
        if (chosen) {
            return only(narrow, "WORKERS is set");
        }
        long need = memory.heap() + BESIDE_HEAP + FILES * modelBytes;
        if (need > memory.limit()) {
            return only(
                    narrow,
                    "a second session needs a memory limit of %d MiB; it is %d MiB"
                            .formatted(Math.ceilDiv(need, 1 << 20), memory.limit() >> 20));
        }
        return new Widths(narrow, OptionalInt.of(cores), "a prediction that is alone has all cores");
    }

    private static Widths only(int narrow, String why) {
        return new Widths(narrow, OptionalInt.empty(), why);
    }

    /// How many times the cores of a narrow run a wide one has; 1 where there is none.
    public int speedup() {
        return wide.orElse(narrow) / narrow;
    }
}
