package io.inferencegateway.pod.batch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Whether a run that is alone may be wide. The session for that takes memory and time to open, which a pod that is
/// never alone should not spend: it is wanted when some runs were alone.
final class LoneRuns {
    /// Whoever asks now and then has as many narrow answers before the first wide one.
    static final int ENOUGH = 8;

    private final AtomicInteger narrow = new AtomicInteger();
    private final AtomicReference<@Nullable Runnable> open = new AtomicReference<>();
    private volatile boolean isOpen;

    /// @param open begins to open the session, and returns; called once, by a worker
    void whenWanted(Runnable open) {
        this.open.set(open);
    }

    /// The session is there.
    void opened() {
        isOpen = true;
    }

    /// Asked for each run that is alone.
    boolean mayBeWide() {
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
