package io.inferencegateway.pod.batch;

import java.util.Optional;

/// Whether batches pay, and how long they take.
public interface Batches {
    /// For models that are run one request at a time.
    Batches NONE = Optional::empty;

    /// Asked once, when all benches are open; empty where batches do not pay.
    Optional<BatchTimes> times();
}
