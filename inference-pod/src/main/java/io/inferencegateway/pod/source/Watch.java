package io.inferencegateway.pod.source;

import java.time.Duration;

/// Interrupts a thread that waits for bytes which do not come: neither a stream of the JDK's HTTP client nor the
/// registry's library has a time limit between two bytes.
final class Watch implements AutoCloseable {
    private final Thread reader = Thread.currentThread();
    private final long silence;
    private final Thread watcher;
    private volatile long last = System.nanoTime();
    private volatile boolean barked;
    private boolean over;

    /// Watches the thread that calls this.
    Watch(Duration silence) {
        this.silence = silence.toNanos();
        this.watcher = Thread.ofVirtual().name("watch-download").start(this::look);
    }

    /// Something came.
    void alive() {
        last = System.nanoTime();
    }

    /// Whether the thread was interrupted by this.
    boolean hasBarked() {
        return barked;
    }

    private void look() {
        try {
            long rest = silence;
            while (rest > 0) {
                Thread.sleep(Duration.ofNanos(rest));
                rest = silence - (System.nanoTime() - last);
            }
            bark();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void bark() {
        if (!over) {
            barked = true;
            reader.interrupt();
        }
    }

    /// From now on the thread is left alone.
    @Override
    public synchronized void close() {
        over = true;
        watcher.interrupt();
    }
}
