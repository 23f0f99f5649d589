package io.inferencegateway.pod.batch;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.batch.Admission.Verdict;
import io.inferencegateway.pod.batch.BatchPolicy.Decision;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Work that waits to be run together, and the runs that are made, under one lock: `WorkQueue` for models whose
/// batches pay. Whose turn it is, and who is refused by the queue's length, is as there; the policy says who is run
/// with whom.
final class BatchQueue implements Waiting {
    private final Admission admission;
    private final BatchPolicy policy;
    private final BatchTimes times;
    private final int speedup;
    private final Forecast forecast;
    private final Promises promises;
    private final Turns turns = new Turns();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private final List<BatchRun> running = new ArrayList<>();
    private final Arrivals arrivals = new Arrivals();

    /// @param times of runs; what is believed of them follows the runs
    /// @param speedup how many times the cores of a narrow run a wide one has; 1 where there is one width only
    BatchQueue(Admission admission, BatchPolicy policy, BatchTimes times, int speedup) {
        this.admission = admission;
        this.policy = policy;
        this.times = times;
        this.speedup = speedup;
        this.forecast = new Forecast(policy.most(), policy.workers(), times);
        this.promises = new Promises(forecast);
    }

    @Override
    public Verdict offer(Pending<?> pending, long now) {
        lock.lock();
        try {
            arrivals.one(now);
            var verdict = verdict(pending, now);
            if (!(verdict instanceof Verdict.Refuse)) {
                turns.add(pending);
                arrival.signal();
            }
            return verdict;
        } finally {
            lock.unlock();
        }
    }

    private Verdict verdict(Pending<?> pending, long now) {
        if (turns.size() == 0 && running.size() < policy.workers()) {
            return new Verdict.Take();
        }
        var order = turns.with(pending);
        var ends = ends(now);
        if (turns.size() >= admission.queueSize()) {
            return refusal(ShedReason.QUEUE_FULL, order, ends, now);
        }
        if (admission.mode() == AdmissionMode.OFF || promises.areKept(order, pending, now, ends)) {
            return new Verdict.Take();
        }
        return admission.mode() == AdmissionMode.OBSERVE
                ? new Verdict.TakeThough(ShedReason.TOO_LATE)
                : refusal(ShedReason.TOO_LATE, order, ends, now);
    }

    private Verdict refusal(ShedReason reason, List<Pending<?>> order, long[] ends, long now) {
        var answered = forecast.of(order, now, ends, false);
        return admission.refuse(reason, Duration.ofNanos(answered[order.size() - 1] - now));
    }

    private long[] ends(long now) {
        var ends = new long[running.size()];
        for (int i = 0; i < ends.length; i++) {
            var run = running.get(i);
            long left = run.begun() + times.of(run.batch().getFirst(), run.rows()) - now;
            ends[i] = now + Math.max(0, left);
        }
        return ends;
    }

    /// What a worker runs next; it counts as running until it `ended`.
    BatchRun take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = System.nanoTime();
                var next = poll(now);
                if (next instanceof Next.Begin begin) {
                    return begin.run();
                }
                if (next instanceof Next.Later later && later.until().isPresent()) {
                    arrival.await(later.until().get() - now, TimeUnit.NANOSECONDS);
                } else {
                    arrival.await();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// What there is for a worker that is free.
    sealed interface Next {
        record Begin(BatchRun run) implements Next {}

        /// @param until when to ask again; empty when something must come first
        record Later(Optional<Long> until) implements Next {}
    }

    /// Asks the policy for a worker that is free.
    Next poll(long now) {
        lock.lock();
        try {
            if (turns.size() == 0) {
                return new Next.Later(Optional.empty());
            }
            return switch (policy.decide(turns.order(), now, ends(now), times, arrivals.gap(now))) {
                case Decision.Wait wait -> new Next.Later(Optional.of(wait.until()));
                case Decision.Run(var batch, var late) -> new Next.Begin(begin(batch, late, now));
            };
        } finally {
            lock.unlock();
        }
    }

    private BatchRun begin(List<Pending<?>> batch, List<Pending<?>> late, long now) {
        late.forEach(turns::remove);
        turns.take(batch);
        var run = new BatchRun(batch, late, now);
        running.add(run);
        if (turns.size() > 0) {
            // Another worker may be free for the rest: one arrival wakes one worker only.
            arrival.signal();
        }
        return run;
    }

    @Override
    public boolean withdraw(Pending<?> pending) {
        lock.lock();
        try {
            return turns.remove(pending);
        } finally {
            lock.unlock();
        }
    }

    /// A worker made a run, or what was left of it, in this time.
    ///
    /// @param first of what was run
    /// @param rows that were run
    void took(Pending<?> first, int rows, Duration time) {
        lock.lock();
        try {
            if (first.joinsNothing()) {
                times.tookAlone(time);
            } else {
                times.took(rows, time);
            }
        } finally {
            lock.unlock();
        }
    }

    /// A worker is free again.
    void ended(BatchRun run) {
        lock.lock();
        try {
            running.remove(run);
        } finally {
            lock.unlock();
        }
    }

    /// As in `WorkQueue`.
    boolean alone() {
        lock.lock();
        try {
            return speedup > 1 && running.size() == 1 && turns.size() == 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int depth() {
        lock.lock();
        try {
            return turns.size();
        } finally {
            lock.unlock();
        }
    }
}
