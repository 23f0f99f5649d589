package io.inferencegateway.operator.cli.load;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/// One test: every request leaves when it is due, on a thread of its own, and its latency counts from when it was due.
/// So whoever makes the next one wait has that on their account: no coordinated omission.
public final class LoadTest {
    /// Requests that may be without an answer at once; the next is not sent, and counts as a bad one.
    public static final int MAX_IN_FLIGHT = 2_000;

    private static final Duration BETWEEN_WORDS = Duration.ofMillis(500);
    private static final long SPIN_NANOS = 100_000;

    private final Schedule schedule;
    private final Mix mix;
    private final Shots shots;
    private final Tally tally = new Tally();
    private final int atOnce;
    private final Semaphore room;

    public LoadTest(Schedule schedule, Mix mix, Shots shots) {
        this(schedule, mix, shots, MAX_IN_FLIGHT);
    }

    /// @param atOnce requests that may be without an answer at once
    LoadTest(Schedule schedule, Mix mix, Shots shots, int atOnce) {
        this.atOnce = atOnce;
        this.room = new Semaphore(atOnce);
        this.schedule = schedule;
        this.mix = mix;
        this.shots = shots;
    }

    /// Runs it; returns when the last request has ended.
    ///
    /// @param progress told twice a second how far it is: requests that are due, of all, and those that have ended
    public Report run(BiConsumer<Long, Long> progress) throws InterruptedException {
        long start = System.nanoTime();
        long spoken = start;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long prediction = 0;
            for (long request = 0; request < schedule.requests(); request++) {
                long due = start + schedule.due(request);
                waitUntil(due);
                var kind = mix.kind(request);
                long turn = kind == Mix.Kind.PREDICT ? prediction++ : 0;
                if (room.tryAcquire()) {
                    threads.execute(() -> fire(kind, turn, due));
                } else {
                    tally.ends(kind, Tally.NOT_SENT, 0);
                }
                if (System.nanoTime() - spoken > BETWEEN_WORDS.toNanos()) {
                    spoken = System.nanoTime();
                    progress.accept(request + 1, tally.ended());
                }
            }
            while (!room.tryAcquire(atOnce, BETWEEN_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.accept(schedule.requests(), tally.ended());
            }
        }
        return Report.of(schedule, tally, Duration.ofNanos(System.nanoTime() - start));
    }

    private void fire(Mix.Kind kind, long turn, long due) {
        try {
            tally.leaves(System.nanoTime() - due);
            String how = shots.fire(kind, turn);
            tally.ends(kind, how, System.nanoTime() - due);
        } catch (InterruptedException stopped) {
            tally.ends(kind, Tally.CUT_OFF, System.nanoTime() - due);
        } finally {
            room.release();
        }
    }

    // Parking ends a little late; the last tenth of a millisecond is spun.
    private static void waitUntil(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
