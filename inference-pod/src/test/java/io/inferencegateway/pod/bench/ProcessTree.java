package io.inferencegateway.pod.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// A server's processes, as Linux counts their CPU time.
///
/// @param pids the first and all it started
record ProcessTree(List<Long> pids) {
    /// Clock ticks of `/proc` are hundredths of a second on every platform that Linux runs Java on.
    private static final double MILLIS_PER_TICK = 10;

    private static final int UTIME = 11;

    static ProcessTree of(long pid) {
        var process = ProcessHandle.of(pid).orElseThrow(() -> new IllegalStateException("no process " + pid));
        return new ProcessTree(Stream.concat(Stream.of(process), process.descendants())
                .map(ProcessHandle::pid)
                .toList());
    }

    /// Since they began.
    double cpuMillis() {
        double sum = 0;
        for (long pid : pids) {
            try {
                String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
                // The name before the last bracket may hold anything.
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                sum += (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * MILLIS_PER_TICK;
            } catch (IOException ended) {
                throw new IllegalStateException("the server's process " + pid + " has ended", ended);
            }
        }
        return sum;
    }
}
