package io.inferencegateway.pod.runtime;

import java.lang.management.ManagementFactory;

/// What this process may use, as the JVM reads it from the container's limits (cgroup v1 and v2 alike):
/// workers, threads and decoding budgets are sized from it, and the log and the metrics show it. Without limits
/// it is the machine.
///
/// @param cores a CPU limit rounded up to whole cores
/// @param memory the memory limit, and what the heap may take of it; the rest is for the engine, outside the heap
/// @param aotCache whether the JVM uses the image's AOT cache; without one the pod starts slower
public record Limits(int cores, Memory memory, boolean aotCache) {
    /// Of the memory limit, for pictures that are being decoded: a small container's heap may not grow to its own
    /// limit, for the engine needs the most.
    private static final int MEMORY_SHARE = 4;

    /// Reads them; the JVM follows a limit that is changed while it runs.
    public static Limits now() {
        return new Limits(Runtime.getRuntime().availableProcessors(), Memory.ofProcess(), cached());
    }

    /// Bytes that all workers together may decode pictures into: half the heap, less where memory is short.
    public long decodingBytes() {
        return Math.min(memory.heap() / 2, memory.limit() / MEMORY_SHARE);
    }

    /// A cache that does not fit leaves the JVM without any shared classes, which its name then says.
    private static boolean cached() {
        var options = ManagementFactory.getRuntimeMXBean().getInputArguments();
        return options.stream().anyMatch(option -> option.startsWith("-XX:AOTCache="))
                && System.getProperty("java.vm.info", "").contains("sharing");
    }
}
