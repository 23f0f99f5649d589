package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.batch.Admission.Verdict;

/// What request threads see of a queue.
sealed interface Waiting permits WorkQueue, BatchQueue {
    /// Lets the admission decide, and puts the work in when it is taken.
    Verdict offer(Pending<?> pending, long now);

    /// Does the work of a caller that is alone on this thread, which must not be virtual.
    ///
    /// @return false when it is not alone, or is to wait its turn all the same: nothing was done
    default boolean doneHere(Pending<?> pending) {
        return false;
    }

    /// Takes work out that nobody waits for.
    ///
    /// @return false when a worker has it already
    boolean withdraw(Pending<?> pending);

    int depth();
}
