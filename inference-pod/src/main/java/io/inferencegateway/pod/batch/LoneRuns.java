package io.inferencegateway.pod.batch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Whether a run that is alone may be wide. The session for that takes memory and time to open, which a pod that is
/// never alone should not spend: it is wanted when some runs were alone. And a model whose runs are short gains nothing
/// by it: parting the work takes longer than it saves (9 µs narrow and 15 wide, on two cores), and the threads that
/// wait for the next part take their cores from requests that are being read.
final class LoneRuns {
    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    /// Weight of the newest run.
    private static final double NEWEST = 0.2;
    /// Whoever asks now and then has as many narrow answers before the first wide one.
    static final int ENOUGH = 8;

    private final AtomicInteger narrow = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> open = new AtomicReference<>();
    private volatile boolean isOpen;
    /// Of narrow runs, the mean; 0 before there was one. Workers may overwrite each other's, which changes little.
    private volatile long narrowNanos;

    /// @param open begins to open the session, and returns; called once, by a worker
    void whenWanted(Runnable open) {
        this.open.set(open);
    }

    /// The session is there.
    void opened() {
        isOpen = true;
    }

    /// A narrow run was made.
    void tookNarrow(long nanos) {
        long mean = narrowNanos;
        narrowNanos = mean == 0 ? nanos : mean + (long) (NEWEST * (nanos - mean));
    }

    /// Asked for each run that is alone.
    boolean mayBeWide() {
        if (narrowNanos < SHORT_NANOS) {
            return false;
        }
        if (isOpen) {
            return true;
        }
        var opening = open.get();
        if (opening != null && narrow.incrementAndGet() >= ENOUGH && open.compareAndSet(opening, null)) {
            opening.run();
        }
        return false;
    }
}
