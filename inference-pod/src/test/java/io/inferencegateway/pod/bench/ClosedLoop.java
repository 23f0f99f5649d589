package io.inferencegateway.pod.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.function.DoubleSupplier;

/// Threads that each make the next call when the last has ended: for the most that can be done, and for the time of a
/// call that meets so many others. They warm up, wait for each other, and are measured together.
///
/// @param cpuMillis the CPU time, until now, of what is measured
record ClosedLoop(int threads, double warmUp, double seconds, DoubleSupplier cpuMillis) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private record Part(long[] times, double seconds, long allocated) {}

    Measured measure(Call.Opening opening) throws Exception {
        var cpu = new double[2];
        var begin = new CyclicBarrier(threads, () -> cpu[0] = cpuMillis.getAsDouble());
        var end = new CyclicBarrier(threads, () -> cpu[1] = cpuMillis.getAsDouble());
        Callable<Part> part = () -> {
            try (var call = opening.open()) {
                repeat(call, 0, warmUp, new Measured.Times());
                begin.await();
                long allocated = THREADS.getCurrentThreadAllocatedBytes();
                var times = new Measured.Times();
                double took = repeat(call, 1, seconds, times);
                allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
                end.await();
                return new Part(times.all(), took, allocated);
            }
        };
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ExecutorCompletionService<Part>(pool);
            for (int i = 0; i < threads; i++) {
                running.submit(part);
            }
            var parts = new ArrayList<Part>();
            while (parts.size() < threads) {
                try {
                    parts.add(running.take().get());
                } catch (ExecutionException failed) {
                    // The others would wait for this one.
                    pool.shutdownNow();
                    throw failed;
                }
            }
            var sorted = parts.stream()
                    .map(Part::times)
                    .flatMapToLong(Arrays::stream)
                    .sorted();
            return new Measured(
                    sorted.toArray(),
                    parts.stream()
                            .mapToDouble(p -> p.times().length / p.seconds())
                            .sum(),
                    seconds,
                    cpu[1] - cpu[0],
                    parts.stream().mapToLong(Part::allocated).sum(),
                    0);
        }
    }

    /// At least `least` calls.
    private static double repeat(Call call, int least, double seconds, Measured.Times times) throws Exception {
        long start = System.nanoTime();
        long until = start + (long) (seconds * 1e9);
        long now = start;
        while (now < until || times.count() < least) {
            call.make(times.count());
            long done = System.nanoTime();
            times.add(done - now);
            now = done;
        }
        return (now - start) / 1e9;
    }
}
