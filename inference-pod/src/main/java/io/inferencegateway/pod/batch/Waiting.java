package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.batch.Admission.Verdict;
import java.time.Duration;

/// What request threads see of a queue.
sealed interface Waiting permits WorkQueue, BatchQueue {
    /// Lets the admission decide, and puts the work in when it is taken.
    Verdict offer(Pending<?> pending, long now);

    /// Does the work on this thread, where a worker rests and nobody waits.
    ///
    /// @param longest that it may be known to take
    /// @return false when it is to wait its turn: nothing was done
    default boolean doneHere(Pending<?> pending, Duration longest) {
        return false;
    }

    /// Takes work out that nobody waits for.
    ///
    /// @return false when a worker has it already
    boolean withdraw(Pending<?> pending);

    int depth();
}
