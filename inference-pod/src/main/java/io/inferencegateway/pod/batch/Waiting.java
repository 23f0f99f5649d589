package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.batch.Admission.Verdict;
import java.util.Optional;

/// What request threads see of a queue.
sealed interface Waiting permits WorkQueue, BatchQueue {
    /// Lets the admission decide, and puts the work in when it is taken.
    Verdict offer(Pending<?> pending, long now);

    /// A worker's place for a caller that is alone and will do its work itself; none where it is to wait its turn.
    default Optional<WorkQueue.Seat> borrow() {
        return Optional.empty();
    }

    /// Ends what `borrow` began.
    default void giveBack(WorkQueue.Seat seat) {
        throw new IllegalStateException("nothing was borrowed here");
    }

    /// Takes work out that nobody waits for.
    ///
    /// @return false when a worker has it already
    boolean withdraw(Pending<?> pending);

    int depth();
}
