package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.batch.Admission.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Work that waits and the count of what is run, under one lock: a verdict is given on exactly the work that is ahead,
/// and whoever takes a piece out, a worker or a client that gave up, is the only one who has it.
final class WorkQueue implements Waiting {
    private final Admission admission;
    private final int speedup;
    private final ServiceTime service;
    private final Turns turns = new Turns();
    private final ReentrantLock lock = new ReentrantLock();
    /// Workers that wait for work. The one that came last goes first: its tensors are still in its core's cache.
    private final Deque<Seat> idle = new ArrayDeque<>();
    private int running;

    /// A worker's place: its thread waits here for work, or until a caller that borrowed it is done.
    static final class Seat {
        private final Condition arrival;
        private final Consumer<Pending<?>> work;
        private boolean lent;
        private boolean ending;

        private Seat(Condition arrival, Consumer<Pending<?>> work) {
            this.arrival = arrival;
            this.work = work;
        }
    }

    /// @param speedup how many times the cores of a narrow run a wide one has; 1 where there is one width only
    WorkQueue(Admission admission, int speedup) {
        this.admission = admission;
        this.speedup = speedup;
        this.service = new ServiceTime(speedup);
    }

    /// A place for one worker.
    ///
    /// @param work does what is given to it, on any thread, with what the worker works with
    Seat seat(Consumer<Pending<?>> work) {
        return new Seat(lock.newCondition(), work);
    }

    /// The place of a worker that rests, for a caller that finds nobody waiting: on its own thread it need not wait
    /// until another wakes up, and is awake itself when the answer is there. Nothing that would be taken is refused
    /// here, for a worker is idle; it counts as running until `finished` or `cutShort`, and must be given back.
    ///
    /// @param longest that the work may be known to take: its caller does not look up meanwhile
    Optional<Seat> borrow(Duration longest) {
        lock.lock();
        try {
            boolean shortEnough = service.estimate()
                    .filter(estimate -> estimate.mean().compareTo(longest) <= 0)
                    .isPresent();
            if (!shortEnough || turns.size() > 0 || idle.isEmpty()) {
                return Optional.empty();
            }
            var seat = idle.pop();
            seat.lent = true;
            running++;
            return Optional.of(seat);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean doneHere(Pending<?> pending, Duration longest) {
        var seat = borrow(longest);
        seat.ifPresent(borrowed -> {
            try {
                borrowed.work.accept(pending);
            } finally {
                giveBack(borrowed);
            }
        });
        return seat.isPresent();
    }

    void giveBack(Seat seat) {
        lock.lock();
        try {
            seat.lent = false;
            if (turns.size() > 0 || seat.ending) {
                seat.arrival.signal();
            } else {
                idle.push(seat);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Verdict offer(Pending<?> pending, long now) {
        lock.lock();
        try {
            var order = turns.with(pending);
            int place = order.indexOf(pending);
            // A full queue is full for everybody; otherwise only what is served sooner is ahead.
            int ahead = (turns.size() >= admission.queueSize() ? turns.size() : place) + running;
            var estimate = service.estimate();
            var verdict = admission.onArrival(
                    ahead, estimate, pending.left(now), () -> breaksAPromise(order, place, estimate, now));
            if (!(verdict instanceof Verdict.Refuse)) {
                turns.add(pending);
                wakeOne();
            }
            return verdict;
        } finally {
            lock.unlock();
        }
    }

    private void wakeOne() {
        var last = idle.poll();
        if (last != null) {
            last.arrival.signal();
        }
    }

    /// Whether work that is as urgent as the new one, was taken and now comes behind it, would be late because
    /// of it. What is less urgent has to give way, and what is more urgent to the turn of the others.
    private boolean breaksAPromise(List<Pending<?>> order, int place, Optional<Estimate> estimate, long now) {
        for (int i = place + 1; i < order.size(); i++) {
            var other = order.get(i);
            int ahead = i + running;
            if (other.priority() == order.get(place).priority()
                    && admission.late(ahead, estimate, other.left(now))
                    && !admission.late(ahead - 1, estimate, other.left(now))) {
                return true;
            }
        }
        return false;
    }

    /// The work whose turn it is, for a worker; it counts as running until `finished` or `cutShort`.
    ///
    /// @throws InterruptedException when the worker is to end; nobody has its place then
    Pending<?> take(Seat seat) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (turns.size() == 0 || seat.lent) {
                if (!seat.lent && !idle.contains(seat)) {
                    idle.push(seat);
                }
                seat.arrival.await();
            }
            running++;
            return turns.next();
        } finally {
            seat.ending = seat.lent;
            while (seat.lent) {
                seat.arrival.awaitUninterruptibly();
            }
            // It is there no more when it was woken for work.
            idle.remove(seat);
            lock.unlock();
        }
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

    /// A worker made a prediction in this time, alone and on all cores.
    void finishedWide(Duration took) {
        lock.lock();
        try {
            running--;
            service.tookWide(took);
        } finally {
            lock.unlock();
        }
    }

    /// For a worker that has taken work: whether that may run wide, because there is no other. As whoever is asked
    /// counts as running, this is true for one worker at a time, so two wide runs never meet.
    boolean alone() {
        lock.lock();
        try {
            return speedup > 1 && running == 1 && turns.size() == 0;
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
