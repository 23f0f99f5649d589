package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.Steps;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A prediction on its way through the queue. Times are `System.nanoTime()`.
///
/// @param picture what to classify
/// @param steps sees the steps
/// @param arrived when it came
/// @param deadline after which nobody waits for the answer
/// @param answer completed by the worker, or by the waiting thread when it gives up
record Pending(Picture picture, Steps steps, long arrived, long deadline, CompletableFuture<Prediction> answer) {
    static Pending of(Picture picture, Steps steps, long now, Duration timeout) {
        return new Pending(picture, steps, now, now + timeout.toNanos(), new CompletableFuture<>());
    }

    Duration left(long now) {
        return Duration.ofNanos(deadline - now);
    }

    Duration waited(long now) {
        return Duration.ofNanos(now - arrived);
    }

    /// Whether nobody waits any more.
    boolean unwanted(long now) {
        return answer.isDone() || expired(now);
    }

    /// Why nobody waits any more.
    ShedReason reason(long now) {
        return expired(now) ? ShedReason.EXPIRED : ShedReason.CLIENT_LEFT;
    }

    private boolean expired(long now) {
        return deadline - now <= 0;
    }
}
