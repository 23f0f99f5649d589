package io.inferencegateway.pod.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/// Calls that come at a constant rate, whether the last has ended or not. A call's time begins when it is due, so a
/// server that stalls is not spared what came meanwhile.
///
/// @param rate calls per second
/// @param threads calls that can be under way
record ConstantRate(double rate, int threads, double warmUp, double seconds, DoubleSupplier cpuMillis) {
    Measured measure(Call.Opening opening) throws Exception {
        var next = new AtomicInteger();
        int skipped = (int) (rate * warmUp);
        int last = skipped + (int) (rate * seconds);
        var cpu = new double[1];
        var refused = new AtomicInteger();
        long start = System.nanoTime();
        Callable<long[]> part = () -> {
            var times = new Measured.Times();
            try (var call = opening.open()) {
                for (int i = next.getAndIncrement(); i < last; i = next.getAndIncrement()) {
                    long due = start + (long) (i / rate * 1e9);
                    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    if (i == skipped) {
                        cpu[0] = cpuMillis.getAsDouble();
                    }
                    try {
                        call.make(i);
                    } catch (HttpCall.Refused shed) {
                        refused.incrementAndGet();
                        continue;
                    }
                    if (i >= skipped) {
                        times.add(System.nanoTime() - due);
                    }
                }
                return times.all();
            }
        };
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<long[]>>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(part));
            }
            var all = new ArrayList<long[]>();
            for (var each : running) {
                all.add(each.get());
            }
            var sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Measured(sorted, rate, seconds, cpuMillis.getAsDouble() - cpu[0], 0, refused.get());
        }
    }
}
