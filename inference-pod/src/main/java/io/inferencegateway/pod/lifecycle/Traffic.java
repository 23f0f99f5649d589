package io.inferencegateway.pod.lifecycle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Predictions that come in; a pod that ends waits here until no more do.
public final class Traffic {
    private static final Duration LOOK = Duration.ofMillis(20);

    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong lastArrival = new AtomicLong(System.nanoTime());

    public void began() {
        inFlight.incrementAndGet();
        lastArrival.set(System.nanoTime());
    }

    public void ended() {
        inFlight.decrementAndGet();
    }

    /// Predictions that are being answered.
    public int inFlight() {
        return inFlight.get();
    }

    /// Waits until nothing has come for a while.
    ///
    /// @param silence since the last prediction came; one that is over already is not waited for again
    /// @param longest after which it is not waited any more
    /// @return false when predictions still came then
    public boolean awaitSilence(Duration silence, Duration longest) throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            if (now - lastArrival.get() >= silence.toNanos()) {
                return true;
            }
            if (now - start >= longest.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK);
        }
    }
}
