package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.AdmissionMode;
import io.inferencegateway.pod.batch.Admission.Verdict;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The queue by a clock of its own: a worker that takes 100 ms, deadlines of 600 ms.
class WorkQueueTest {
    private static final Duration DEADLINE = Duration.ofMillis(600);

    private final WorkQueue queue = new WorkQueue(new Admission(AdmissionMode.ENFORCE, 1, 100), 4);
    private long now = Duration.ofDays(1).toNanos();

    private Pending<?> arrives() {
        return arrives(Caller.USUAL);
    }

    private Pending<?> arrives(int priority) {
        return arrives(priority, DEADLINE);
    }

    private Pending<?> arrives(int priority, Duration deadline) {
        return Pending.of(Task.classify(Picture.of(new byte[0])), Steps.UNSEEN, now, priority, deadline);
    }

    private WorkQueue.Seat seat() {
        return queue.seat(_ -> {});
    }

    private boolean taken() {
        return !(queue.offer(arrives(), now) instanceof Verdict.Refuse);
    }

    private int takenOf(int offered) {
        int taken = 0;
        for (int i = 0; i < offered; i++) {
            taken += taken() ? 1 : 0;
        }
        return taken;
    }

    private void runs(Duration time) throws InterruptedException {
        queue.take(seat());
        now += time.toNanos();
        queue.finished(time);
    }

    @Test
    void theWorkAheadIsWhatWaitsAndWhatIsRun() throws Exception {
        assertTrue(taken());
        runs(Duration.ofMillis(100));
        assertTrue(taken());
        queue.take(seat());
        // One is run, so four may wait: the fifth would end 600 ms from now, the sixth later.
        assertEquals(5, takenOf(10));
        assertEquals(5, queue.depth());
    }

    @Test
    void workIsTakenOldestFirst() throws Exception {
        var first = arrives();
        var second = arrives();
        queue.offer(first, now);
        queue.offer(second, now);
        assertSame(first, queue.take(seat()));
        assertSame(second, queue.take(seat()));
    }

    @Test
    void urgentWorkIsTakenBeforeOtherWorkAndOldestFirstAmongItsEquals() throws Exception {
        var usual = arrives();
        var last = arrives(Caller.LAST);
        var urgent = arrives(Caller.FIRST);
        var second = arrives(Caller.FIRST);
        var behind = arrives();
        for (var each : List.of(last, usual, urgent, second, behind)) {
            queue.offer(each, now);
        }
        for (var expected : List.of(urgent, second, usual, behind, last)) {
            assertSame(expected, queue.take(seat()));
        }
    }

    @Test
    void theNextDeadlineIsServedFirst() throws Exception {
        var late = arrives();
        var soon = arrives(Caller.USUAL, Duration.ofMillis(300));
        var soonToo = arrives(Caller.USUAL, Duration.ofMillis(300));
        var lateToo = arrives();
        for (var each : List.of(late, soon, lateToo, soonToo)) {
            queue.offer(each, now);
        }
        for (var expected : List.of(soon, soonToo, late, lateToo)) {
            assertSame(expected, queue.take(seat()));
        }
    }

    @Test
    void everyFifthTurnIsForWorkThatIsLessUrgent() throws Exception {
        var last = arrives(Caller.LAST);
        var usual = arrives();
        queue.offer(last, now);
        queue.offer(usual, now);
        for (int i = 0; i < 12; i++) {
            queue.offer(arrives(Caller.FIRST), now);
        }
        var taken = new ArrayList<Pending<?>>();
        for (int i = 0; i < 14; i++) {
            taken.add(queue.take(seat()));
        }
        // Of equal deadlines the more urgent is taken first.
        assertEquals(4, taken.indexOf(usual));
        assertEquals(9, taken.indexOf(last));
    }

    @Test
    void workInAHurryIsRefusedWhenItWouldMakeOthersLateThatAreAsUrgent() throws Exception {
        assertTrue(taken());
        runs(Duration.ofMillis(100));
        assertTrue(taken());
        queue.take(seat());
        assertEquals(5, takenOf(10));
        var hurried = Duration.ofMillis(250);
        assertInstanceOf(Verdict.Refuse.class, queue.offer(arrives(Caller.USUAL, hurried), now));
        assertInstanceOf(Verdict.Take.class, queue.offer(arrives(Caller.FIRST, hurried), now));
    }

    @Test
    void workInAHurryIsTakenWhenAllAreInTimeNevertheless() throws Exception {
        assertTrue(taken());
        runs(Duration.ofMillis(100));
        assertTrue(taken());
        queue.take(seat());
        assertEquals(4, takenOf(4));
        assertInstanceOf(Verdict.Take.class, queue.offer(arrives(Caller.USUAL, Duration.ofMillis(250)), now));
        assertFalse(taken());
    }

    @Test
    void workIsAheadOfUrgentWorkOnlyWhenItIsAsUrgent() throws Exception {
        assertTrue(taken());
        runs(Duration.ofMillis(100));
        assertTrue(taken());
        queue.take(seat());
        assertEquals(5, takenOf(10));
        assertInstanceOf(Verdict.Take.class, queue.offer(arrives(Caller.FIRST), now));
        assertInstanceOf(Verdict.Refuse.class, queue.offer(arrives(), now));
        // The fifth turn is in time, the tenth is not.
        assertInstanceOf(Verdict.Take.class, queue.offer(arrives(Caller.LAST), now));
        assertInstanceOf(Verdict.Refuse.class, queue.offer(arrives(Caller.LAST), now));
    }

    @Test
    void withdrawnWorkIsNeitherRunNorAhead() throws Exception {
        assertTrue(taken());
        runs(Duration.ofMillis(100));
        var gone = new ArrayList<Pending<?>>();
        for (int i = 0; i < 6; i++) {
            var pending = arrives();
            gone.add(pending);
            assertInstanceOf(Verdict.Take.class, queue.offer(pending, now));
        }
        assertFalse(taken());
        gone.forEach(pending -> assertTrue(queue.withdraw(pending)));
        assertEquals(0, queue.depth());
        assertTrue(taken());
        assertFalse(queue.withdraw(gone.getFirst()), "only once");
    }

    @Test
    void aWorkerAndAClientThatGivesUpNeverBothHaveIt() throws Exception {
        var races = 2_000;
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < races; i++) {
                var pending = arrives();
                queue.offer(pending, now);
                var owners = new AtomicInteger();
                List<Callable<Boolean>> both = List.of(
                        () -> {
                            boolean mine = queue.withdraw(pending);
                            owners.addAndGet(mine ? 1 : 0);
                            if (mine) {
                                queue.offer(arrives(), now); // so that the worker's take ends
                            }
                            return mine;
                        },
                        () -> {
                            boolean mine = queue.take(seat()) == pending;
                            owners.addAndGet(mine ? 1 : 0);
                            queue.cutShort(Duration.ZERO);
                            return mine;
                        });
                for (var ended : threads.invokeAll(both)) {
                    ended.get();
                }
                assertEquals(1, owners.get());
            }
        }
        assertEquals(0, queue.depth());
    }

    @Test
    void afterASlowPhaseWorkIsTakenAgainAsBefore() throws Exception {
        assertTrue(taken());
        runs(Duration.ofMillis(100));
        int before = takenOf(20);
        for (int i = 0; i < before; i++) {
            runs(Duration.ofSeconds(5));
        }
        assertEquals(1, takenOf(20), "one for the idle worker, whatever the estimate");
        runs(Duration.ofMillis(100));
        int rounds = 0;
        // One less, because times that have varied leave a margin.
        while (takenOf(20) < before - 1) {
            while (queue.depth() > 0) {
                runs(Duration.ofMillis(100));
            }
            assertTrue(++rounds < 40, "not recovered");
        }
    }

    @Test
    void workThatWasNeverBegunTeachesNothing() throws Exception {
        assertTrue(taken());
        runs(Duration.ofMillis(100));
        for (int i = 0; i < 50; i++) {
            assertTrue(taken());
            queue.take(seat());
            queue.cutShort(Duration.ZERO);
        }
        assertEquals(6, takenOf(20));
    }

    @Test
    void whoeverIsTakenWithNothingBesideItIsAlone() throws Exception {
        queue.offer(arrives(), now);
        queue.take(seat());
        assertTrue(queue.alone());
        queue.offer(arrives(), now);
        assertFalse(queue.alone(), "something waits");
        queue.take(seat());
        assertFalse(queue.alone(), "something else is run");
        queue.finished(Duration.ofMillis(100));
        assertTrue(queue.alone());
    }

    @Test
    void whereThereIsOneWidthNobodyIsAlone() throws Exception {
        var narrow = new WorkQueue(new Admission(AdmissionMode.ENFORCE, 2, 100), 1);
        narrow.offer(arrives(), now);
        narrow.take(narrow.seat(_ -> {}));
        assertFalse(narrow.alone());
    }

    @Test
    void loneWideRunsDoNotMakeAdmissionBelieveInAFastCrowd() throws Exception {
        assertTrue(taken());
        runs(Duration.ofMillis(100));
        int before = takenOf(20);
        for (int i = 0; i < before; i++) {
            runs(Duration.ofMillis(100));
        }
        for (int i = 0; i < 1000; i++) {
            assertTrue(taken());
            queue.take(seat());
            queue.finishedWide(Duration.ofMillis(30));
        }
        assertEquals(before, takenOf(20));
    }
}
