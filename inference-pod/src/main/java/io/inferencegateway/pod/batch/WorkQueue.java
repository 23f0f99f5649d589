package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.batch.Admission.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Work that waits and the count of what is run, under one lock: a verdict is given on exactly the work that is ahead,
/// and
/// whoever takes a piece out, a worker or a client that gave up, is the only one who has it.
final class WorkQueue {
    private final Admission admission;
    private final ServiceTime service = new ServiceTime();
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrival = lock.newCondition();
    private int running;

    WorkQueue(Admission admission) {
        this.admission = admission;
    }

    /// Lets the admission decide, and puts the work in when it is taken.
    Verdict offer(Pending pending, long now) {
        lock.lock();
        try {
            var verdict = admission.onArrival(waiting.size() + running, service.estimate(), pending.left(now));
            if (!(verdict instanceof Verdict.Refuse)) {
                waiting.addLast(pending);
                arrival.signal();
            }
            return verdict;
        } finally {
            lock.unlock();
        }
    }

    /// The oldest work, for a worker; it counts as running until `finished` or `cutShort`.
    Pending take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                arrival.await();
            }
            running++;
            return waiting.removeFirst();
        } finally {
            lock.unlock();
        }
    }

    /// Takes work out that nobody waits for.
    ///
    /// @return false when a worker has it already
    boolean withdraw(Pending pending) {
        lock.lock();
        try {
            return waiting.removeFirstOccurrence(pending);
        } finally {
            lock.unlock();
        }
    }

    /// A worker made a prediction in this time.
    void finished(Duration took) {
        lock.lock();
        try {
            running--;
            service.took(took);
        } finally {
            lock.unlock();
        }
    }

    /// A worker stopped before the prediction was made.
    ///
    /// @param took zero when it did not begin
    void cutShort(Duration took) {
        lock.lock();
        try {
            running--;
            if (took.isPositive()) {
                service.tookLongerThan(took);
            }
        } finally {
            lock.unlock();
        }
    }

    int depth() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }
}
