package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Width;
import java.time.Duration;

/// Sees what the queue does with work; telemetry makes metrics of it.
public interface QueueEvents {
    /// Work left the queue for a worker, or without having been run.
    void waited(Duration wait);

    /// Work was not run.
    void shed(ShedReason reason);

    /// Work was taken that would have been refused, had `ADMISSION` been `enforce`.
    void wouldShed(ShedReason reason);

    /// The model is run.
    void runs(Width width);
}
