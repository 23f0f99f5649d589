package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.batch.Admission.Verdict;

/// What request threads see of a queue.
sealed interface Waiting permits WorkQueue, BatchQueue {
    /// Lets the admission decide, and puts the work in when it is taken.
    Verdict offer(Pending<?> pending, long now);

    /// Takes work out that nobody waits for.
    ///
    /// @return false when a worker has it already
    boolean withdraw(Pending<?> pending);

    int depth();
}
