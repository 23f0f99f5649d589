package io.inferencegateway.pod.bench;

import java.util.Arrays;
import java.util.Locale;

/// One sample of a benchmark.
///
/// @param sorted nanoseconds of every call, shortest first
/// @param rate calls per second, summed over the threads: each by its own time, so that the last to end counts as it is
/// @param cpuMillis CPU time of what was measured, all calls together
/// @param refused calls that a server under a constant rate did not take; clients that wait get no such answer
/// @param allocated bytes that the calling threads took from the heap; what a server took is not in it
record Measured(long[] sorted, double rate, double seconds, double cpuMillis, long allocated, int refused) {
    private double milliseconds(double share) {
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))] / 1e6;
    }

    /// As one line of JSON.
    String json() {
        int count = sorted.length;
        if (count == 0) {
            throw new IllegalStateException("nothing was answered in time: measure longer");
        }
        return String.format(
                Locale.ROOT,
                "{\"requests\": %d, \"seconds\": %.3f, \"rps\": %.2f, \"p50\": %.3f, \"p90\": %.3f, \"p99\": %.3f,"
                        + " \"max\": %.3f, \"cpu_ms\": %.4f, \"allocated\": %d, \"refused\": %d}",
                count,
                seconds,
                rate,
                milliseconds(0.5),
                milliseconds(0.9),
                milliseconds(0.99),
                sorted[count - 1] / 1e6,
                cpuMillis / count,
                allocated / count,
                refused);
    }

    /// Nanoseconds as they come.
    static final class Times {
        private long[] values = new long[1024];
        private int count;

        void add(long nanos) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = nanos;
        }

        int count() {
            return count;
        }

        long[] all() {
            return Arrays.copyOf(values, count);
        }
    }
}
