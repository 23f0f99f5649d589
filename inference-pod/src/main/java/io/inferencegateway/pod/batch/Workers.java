package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// A bounded queue and the platform threads that work it off, each with a pipeline of its own. Request threads are
/// virtual
/// and must not call native code for milliseconds (it would pin their carrier): they hand their work over and wait
/// here.
public final class Workers implements AutoCloseable {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final BlockingQueue<Pending> queue;
    private final List<Thread> threads = new ArrayList<>();
    private final Duration timeout;

    /// Starts one thread for each pipeline, which opens it; returns when all are open.
    ///
    /// @param pipelines open a pipeline; each is called on the thread that will use it
    /// @param queueSize predictions that may wait
    /// @param timeout from `predict` being called to its answer
    public Workers(List<Supplier<Pipeline>> pipelines, int queueSize, Duration timeout) {
        this.queue = new ArrayBlockingQueue<>(queueSize);
        this.timeout = timeout;
        var openings = pipelines.stream().map(Opening::new).toList();
        for (var opening : openings) {
            threads.add(Thread.ofPlatform()
                    .name("inference-" + threads.size())
                    .daemon()
                    .start(() -> opening.run().ifPresent(this::work)));
        }
        try {
            openings.forEach(Opening::await);
        } catch (RuntimeException | Error refused) {
            close();
            throw refused;
        }
    }

    /// Predictions waiting for a worker.
    public int depth() {
        return queue.size();
    }

    /// Makes a prediction; waits for a worker.
    ///
    /// @throws ProblemException when the queue is full, the deadline passes, the picture cannot be read or the
    /// engine fails
    public Prediction predict(Picture picture, Steps steps) {
        var pending =
                new Pending(picture, steps, System.nanoTime() + timeout.toNanos(), new CompletableFuture<Prediction>());
        if (!queue.offer(pending)) {
            throw new ProblemException(
                    new Problem.Overloaded("Service temporarily unavailable: the queue is full", RETRY_AFTER));
        }
        try {
            return pending.answer().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new ProblemException(late(pending));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            pending.answer().cancel(false);
            throw new ProblemException(new Problem.NotReady("The pod is stopping"));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ProblemException known
                    ? known
                    : new ProblemException(new Problem.EngineFailed(
                            "Inference failed", Objects.requireNonNullElse(failed.getCause(), failed)));
        }
    }

    private Problem late(Pending pending) {
        pending.answer().cancel(false);
        queue.remove(pending);
        return new Problem.DeadlinePassed("No answer within %d ms".formatted(timeout.toMillis()));
    }

    private void work(Pipeline pipeline) {
        try {
            while (true) {
                var pending = queue.take();
                // Work nobody waits for any more is never run.
                if (!pending.expired()) {
                    complete(pending, pipeline);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void complete(Pending pending, Pipeline pipeline) {
        try {
            pending.answer().complete(pipeline.predict(pending.picture(), pending.steps()));
        } catch (Throwable any) {
            // A worker must outlive whatever a picture does to it, an OutOfMemoryError of one request included.
            pending.answer().completeExceptionally(any);
        }
    }

    /// Stops the threads; a prediction that is being run is finished first.
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        for (var thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(30));
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
