package io.inferencegateway.pod.batch;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.batch.Admission.Verdict;
import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// The queue and the platform threads that work it off, each with a bench of its own. Request threads hand their work
/// over and wait here; one that finds a worker at rest does short work itself, in its place.
public final class Workers implements AutoCloseable {
    /// How often a waiting thread looks whether its caller has left.
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// How late an answer may be that nobody looked after.
    private static final Duration LONGEST_BORROWED = Duration.ofMillis(100);
    /// Native code pins a virtual thread's carrier: others of a few carriers wait as long.
    private static final Duration LONGEST_PINNED = Duration.ofMillis(1);

    private final Waiting queue;
    private final Duration timeout;
    private final QueueEvents events;
    private final LoneRuns loneRuns = new LoneRuns();
    private final List<Thread> threads = new ArrayList<>();

    /// Starts one thread for each bench, which opens it; returns when all are open.
    ///
    /// @param benches open a bench; each is called on the thread that will use it
    /// @param speedup how many times the cores of a narrow run a wide one has; 1 where there is one width only
    /// @param timeout longest time from `run` being called to its answer
    Workers(List<Supplier<Bench>> benches, Admission admission, int speedup, Duration timeout, QueueEvents events) {
        this(benches, admission, speedup, timeout, events, Batches.NONE, Duration.ZERO);
    }

    Workers(
            List<Supplier<Bench>> benches,
            Admission admission,
            int speedup,
            Duration timeout,
            QueueEvents events,
            Batches batches,
            Duration maxDelay) {
        this.timeout = timeout;
        this.events = events;
        var openings = benches.stream().map(Opening::new).toList();
        var loop = new CompletableFuture<Function<Bench, Runnable>>();
        for (var opening : openings) {
            threads.add(Thread.ofPlatform()
                    .name("inference-" + threads.size())
                    .daemon()
                    .start(() -> opening.run().ifPresent(bench -> run(bench, loop))));
        }
        try {
            openings.forEach(Opening::await);
        } catch (RuntimeException | Error refused) {
            close();
            throw refused;
        }
        // Whether batches pay is known when all workers have measured them.
        var times = batches.times();
        if (times.isPresent()) {
            boolean sheds = admission.mode() == AdmissionMode.ENFORCE;
            var policy = new BatchPolicy(times.get().worthwhile(), maxDelay, sheds, admission.workers());
            var together = new BatchQueue(admission, policy, times.get(), speedup);
            queue = together;
            loop.complete(bench -> new BatchWorker(together, bench, loneRuns, events));
        } else {
            var single = new WorkQueue(admission, speedup);
            queue = single;
            loop.complete(bench -> new Worker(single, bench, loneRuns, events));
        }
    }

    private static void run(Bench bench, Future<Function<Bench, Runnable>> loop) {
        try {
            loop.get().apply(bench).run();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Starts one thread for each bench, with the queue of the settings.
    ///
    /// @param batches what the benches measured when they were opened
    public static Workers start(
            List<Supplier<Bench>> benches, PodSettings settings, int speedup, QueueEvents events, Batches batches) {
        var admission = new Admission(settings.admission(), benches.size(), settings.maxQueueSize());
        return new Workers(
                benches,
                admission,
                speedup,
                settings.requestTimeout(),
                events,
                batches,
                settings.batching().maxQueueDelay());
    }

    /// From now on a prediction that is alone runs wide: the wide session is open and warm.
    public void widen() {
        loneRuns.opened();
    }

    /// @param open begins to open the wide session, and returns; called once, when some predictions were alone
    public void whenLone(Runnable open) {
        loneRuns.whenWanted(open);
    }

    /// Predictions waiting for a worker.
    public int depth() {
        return queue.depth();
    }

    /// Has a worker do something; waits for it.
    ///
    /// @throws ProblemException when it is refused, the deadline passes, the task cannot be done or the engine
    /// fails
    /// @throws CancellationException when the caller has left
    public <T> T run(Task<T> task, Steps steps, Caller caller) {
        long now = System.nanoTime();
        var pending = Pending.of(task, steps, now, caller.priority(), caller.deadline(timeout));
        if (!queue.doneHere(pending, Thread.currentThread().isVirtual() ? LONGEST_PINNED : LONGEST_BORROWED)) {
            handOver(pending, now);
        }
        try {
            return await(pending, caller);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            pending.answer().cancel(false);
            queue.withdraw(pending);
            throw new ProblemException(new Problem.NotReady("The pod is stopping"));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof ProblemException known
                    ? known
                    : new ProblemException(new Problem.EngineFailed(
                            "Inference failed", Objects.requireNonNullElse(failed.getCause(), failed)));
        }
    }

    private void handOver(Pending<?> pending, long now) {
        switch (queue.offer(pending, now)) {
            case Verdict.Take _ -> {}
            case Verdict.TakeThough though -> events.wouldShed(though.reason());
            case Verdict.Refuse refused -> {
                events.shed(refused.reason());
                throw new ProblemException(new Problem.Overloaded(why(refused.reason()), refused.retryAfter()));
            }
        }
    }

    private <T> T await(Pending<T> pending, Caller caller) throws InterruptedException, ExecutionException {
        while (true) {
            long left = pending.deadline() - System.nanoTime();
            if (left <= 0 && !pending.answer().isDone()) {
                giveUp(pending, ShedReason.EXPIRED);
                throw new ProblemException(deadlinePassed(pending));
            }
            if (pending.ended().await(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS)) {
                return pending.answer().get();
            }
            if (caller.left().getAsBoolean()) {
                giveUp(pending, ShedReason.CLIENT_LEFT);
                throw new CancellationException("The client left");
            }
        }
    }

    private void giveUp(Pending<?> pending, ShedReason reason) {
        pending.answer().cancel(false);
        if (queue.withdraw(pending)) {
            Worker.dropped(pending, reason, events);
        }
    }

    static Problem deadlinePassed(Pending<?> pending) {
        return new Problem.DeadlinePassed("No answer within %d ms"
                .formatted(pending.waited(pending.deadline()).toMillis()));
    }

    static String why(ShedReason reason) {
        return "Service temporarily unavailable: "
                + (reason == ShedReason.QUEUE_FULL ? "the queue is full" : "the answer would come after its deadline");
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
