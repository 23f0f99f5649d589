package io.inferencegateway.pod.batch;

import java.util.List;

/// A run that a worker makes. Equal to itself only: two workers may make runs that look the same.
final class BatchRun {
    private final List<Pending<?>> batch;
    private final List<Pending<?>> late;
    private final long begun;
    private final int rows;

    /// @param batch what is run together
    /// @param late what was given up for it
    /// @param begun on the queue's clock
    BatchRun(List<Pending<?>> batch, List<Pending<?>> late, long begun) {
        this.batch = batch;
        this.late = late;
        this.begun = begun;
        this.rows = batch.stream().mapToInt(Pending::rows).sum();
    }

    List<Pending<?>> batch() {
        return batch;
    }

    List<Pending<?>> late() {
        return late;
    }

    long begun() {
        return begun;
    }

    int rows() {
        return rows;
    }
}
