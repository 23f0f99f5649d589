package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.batch.Admission.Verdict;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Who of the workers that rest is woken, and which callers do their work themselves, in the place of one.
class BorrowedPlacesTest {
    private static final Duration DEADLINE = Duration.ofMillis(600);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final WorkQueue queue = new WorkQueue(new Admission(AdmissionMode.ENFORCE, 1, 100), 4);
    private final long now = Duration.ofDays(1).toNanos();

    private WorkQueue.Seat seat() {
        return queue.seat(_ -> {});
    }

    private boolean taken() {
        var pending = Pending.of(Task.classify(Picture.of(new byte[0])), Steps.UNSEEN, now, Caller.USUAL, DEADLINE);
        return !(queue.offer(pending, now) instanceof Verdict.Refuse);
    }

    /// Starts a worker, and returns when it waits for work.
    private Thread resting() throws InterruptedException {
        var worker = Thread.ofPlatform().daemon().start(() -> {
            try {
                queue.take(seat());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        while (worker.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        return worker;
    }

    @Test
    void theWorkerThatCameLastIsWokenFirst() throws Exception {
        var first = resting();
        var stopped = resting();
        var last = resting();
        stopped.interrupt();
        assertTrue(stopped.join(Duration.ofSeconds(10)));
        assertTrue(taken());
        assertTrue(last.join(Duration.ofSeconds(10)));
        assertTrue(first.isAlive());
        assertTrue(taken());
        assertTrue(first.join(Duration.ofSeconds(10)));
    }

    /// A pod that has answered before, none of it waiting or running, one worker resting.
    private Thread restingAfter(Duration service) throws InterruptedException {
        assertTrue(taken());
        queue.take(seat());
        queue.finished(service);
        return resting();
    }

    @Test
    void aCallerTakesThePlaceOfAWorkerThatRests() throws Exception {
        var worker = restingAfter(Duration.ofMillis(20));
        var seat = queue.borrow(SHORT).orElseThrow();
        assertTrue(queue.alone());
        assertTrue(queue.borrow(SHORT).isEmpty(), "two in one place");
        queue.finished(Duration.ofMillis(20));
        queue.giveBack(seat);
        assertTrue(worker.isAlive());
        assertTrue(taken());
        assertTrue(worker.join(Duration.ofSeconds(10)), "the worker was not woken");
    }

    @Test
    void eachWorkerThatRestsCanBeReplaced() throws Exception {
        restingAfter(Duration.ofMillis(20));
        resting();
        queue.borrow(SHORT).orElseThrow();
        queue.borrow(SHORT).orElseThrow();
        assertFalse(queue.alone(), "two run, and one of them would run on all cores");
        assertTrue(queue.borrow(SHORT).isEmpty(), "two in one place");
    }

    @Test
    void whatComesMeanwhileIsLeftToTheWorkerWhenItsPlaceIsGivenBack() throws Exception {
        var worker = restingAfter(Duration.ofMillis(20));
        var seat = queue.borrow(SHORT).orElseThrow();
        assertTrue(taken());
        assertFalse(worker.join(Duration.ofMillis(100)), "two worked in one place");
        assertEquals(1, queue.depth());
        queue.finished(Duration.ofMillis(20));
        queue.giveBack(seat);
        assertTrue(worker.join(Duration.ofSeconds(10)));
        assertEquals(0, queue.depth());
    }

    /// Its tensors are freed when its thread has ended.
    @Test
    void aWorkerDoesNotEndWhileItsPlaceIsLent() throws Exception {
        var worker = restingAfter(Duration.ofMillis(20));
        var seat = queue.borrow(SHORT).orElseThrow();
        worker.interrupt();
        assertFalse(worker.join(Duration.ofMillis(100)));
        queue.finished(Duration.ofMillis(20));
        queue.giveBack(seat);
        assertTrue(worker.join(Duration.ofSeconds(10)));
        assertTrue(queue.borrow(SHORT).isEmpty(), "a worker that has ended was lent");
    }

    @Test
    void longOrUnknownOrWaitingWorkIsNotDoneByItsCaller() throws Exception {
        resting();
        assertTrue(queue.borrow(SHORT).isEmpty(), "nothing is known of its time");
        assertTrue(taken());
        while (queue.depth() > 0) {
            Thread.sleep(1);
        }
        queue.finished(Duration.ofMillis(101));
        resting();
        assertTrue(queue.borrow(SHORT).isEmpty(), "it takes too long");
    }
}
