package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A prediction on its way through the queue. Times are `System.nanoTime()`.
///
/// @param task what to do
/// @param steps sees the steps
/// @param arrived when it came
/// @param priority the lower, the sooner
/// @param deadline after which nobody waits for the answer
/// @param answer completed by the worker, or by the waiting thread when it gives up
/// @param ended open when the answer is there: waiting for it in turns costs no exception for each turn
record Pending<T>(
        Task<T> task,
        Steps steps,
        long arrived,
        int priority,
        long deadline,
        CompletableFuture<T> answer,
        CountDownLatch ended) {
    static <T> Pending<T> of(Task<T> task, Steps steps, long now, int priority, Duration timeout) {
        var answer = new CompletableFuture<T>();
        var ended = new CountDownLatch(1);
        var _ = answer.whenComplete((_, _) -> ended.countDown());
        return new Pending<>(task, steps, now, priority, now + timeout.toNanos(), answer, ended);
    }

    /// No two are the same.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /// Rows of the model's input that this is, as far as runs are concerned.
    int rows() {
        return Math.max(1, task.rows());
    }

    /// Whether it is always run alone.
    boolean joinsNothing() {
        return task.rows() == 0;
    }

    /// Whether one run may answer this and the other.
    boolean joins(Pending<?> other) {
        return task.joins(other.task);
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
