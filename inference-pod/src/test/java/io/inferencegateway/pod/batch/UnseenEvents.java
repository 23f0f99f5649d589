package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Width;
import java.time.Duration;

/// For tests that do not look at what the queue tells, or at a part of it only.
class UnseenEvents implements QueueEvents {
    @Override
    public void waited(Duration wait) {}

    @Override
    public void shed(ShedReason reason) {}

    @Override
    public void wouldShed(ShedReason reason) {}

    @Override
    public void runs(Width width) {}
}
