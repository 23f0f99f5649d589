package io.inferencegateway.pod.http;

import java.time.Duration;

/// Something that looks after the server from time to time, and ends with it.
interface Watcher extends AutoCloseable {
    @Override
    void close();

    /// Looks again and again, on a thread of its own.
    static Watcher every(Duration period, String name, Runnable look) {
        var thread = Thread.ofVirtual().name(name).start(() -> {
            while (true) {
                try {
                    Thread.sleep(period);
                } catch (InterruptedException closed) {
                    return;
                }
                look.run();
            }
        });
        return thread::interrupt;
    }

    /// How often to look for what may last that long. `Duration.dividedBy` would build the tables of BigDecimal: a
    /// hundredth of the CPU time of the pod's start.
    static Duration quarter(Duration timeout) {
        return Duration.ofNanos(timeout.toNanos() / 4);
    }
}
