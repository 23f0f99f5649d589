package io.inferencegateway.pod.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.inferencegateway.pod.batch.BatchPolicy.Decision;
import io.inferencegateway.pod.predict.Bench;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Decisions at one moment. To the device of these tests eight rows are as one, 4 ms; deadlines are 100 ms.
class BatchPolicyTest {
    private static final Map<Integer, Integer> FLAT = Map.of(1, 4, 8, 4, 16, 8);
    private static final Map<Integer, Integer> LINEAR = Map.of(1, 4, 2, 8, 4, 16, 8, 32);
    private static final long NEVER = Long.MAX_VALUE;

    private final long now = Duration.ofDays(1).toNanos();

    /// @param kind what joins it
    private record Work(String kind, int rows) implements Task<Object> {
        @Override
        public Object on(Bench bench, Steps steps) {
            throw new IllegalStateException("nothing is run");
        }

        @Override
        public boolean joins(Task<?> other) {
            return other instanceof Work work && work.kind.equals(kind);
        }
    }

    private static BatchTimes times(Map<Integer, Integer> millis) {
        var measured = new TreeMap<Integer, Duration>();
        millis.forEach((rows, time) -> measured.put(rows, Duration.ofMillis(time)));
        return new BatchTimes(measured);
    }

    private static long millis(double number) {
        return (long) (number * 1e6);
    }

    private Pending<?> work(int left) {
        return work("tensor", 1, left);
    }

    private Pending<?> work(String kind, int rows, int left) {
        return Pending.of(new Work(kind, rows), Steps.UNSEEN, now, Caller.USUAL, Duration.ofMillis(left));
    }

    private List<Pending<?>> works(int count) {
        var works = new ArrayList<Pending<?>>();
        for (int i = 0; i < count; i++) {
            works.add(work(100 + i));
        }
        return works;
    }

    private Decision decide(BatchPolicy policy, Map<Integer, Integer> table, List<Pending<?>> order, int busy) {
        var ends = new long[busy];
        Arrays.fill(ends, now + millis(4));
        return policy.decide(order, now, ends, times(table), NEVER);
    }

    private Decision.Run run(List<Pending<?>> order) {
        return assertInstanceOf(Decision.Run.class, decide(new BatchPolicy(8, Duration.ZERO, true, 1), FLAT, order, 0));
    }

    @Test
    void whatWaitsIsRunAtOnceAndTogether() {
        var three = works(3);
        assertEquals(three, run(three).batch());
        var ten = works(10);
        assertEquals(ten.subList(0, 8), run(ten).batch());
    }

    @Test
    void whereBatchesDoNotPayTheFirstIsRunAlone() {
        var policy = new BatchPolicy(times(LINEAR).worthwhile(), Duration.ofSeconds(1), true, 1);
        var five = works(5);
        var run = assertInstanceOf(Decision.Run.class, decide(policy, LINEAR, five, 0));
        assertEquals(five.subList(0, 1), run.batch());
    }

    @Test
    void onlyWhatJoinsTheFirstIsRunWithIt() {
        var first = work(100);
        var picture = work("picture", 1, 101);
        var last = work(102);
        assertEquals(List.of(first, last), run(List.of(first, picture, last)).batch());
        assertEquals(List.of(picture), run(List.of(picture, first)).batch());
    }

    @Test
    void aRequestOfManyRowsCountsThemAndOneTooLargeForABatchIsRunAlone() {
        var six = work("tensor", 6, 100);
        var three = work("tensor", 3, 100);
        var two = work("tensor", 2, 100);
        assertEquals(List.of(six, two), run(List.of(six, three, two)).batch());
        var large = work("tensor", 20, 100);
        assertEquals(List.of(large), run(List.of(large, two)).batch());
    }

    @Test
    void aBatchIsSmallerWhereALargerOneWouldBeTooLateForTheFirst() {
        var policy = new BatchPolicy(16, Duration.ZERO, true, 1);
        var order = works(16);
        order.addFirst(work(5));
        var run = assertInstanceOf(Decision.Run.class, decide(policy, FLAT, order, 0));
        // Eight rows take 4 ms; sixteen would take 8.
        assertEquals(order.subList(0, 8), run.batch());
    }

    @Test
    void whoCannotBeSavedIsLeftOutWhereTheOthersWouldPayForIt() {
        var policy = new BatchPolicy(16, Duration.ZERO, true, 1);
        var order = new ArrayList<Pending<?>>();
        order.add(work(5));
        for (int i = 0; i < 32; i++) {
            // In time after two full runs, not all of them after a small one and two.
            order.add(work(16));
        }
        var run = assertInstanceOf(Decision.Run.class, decide(policy, FLAT, order, 0));
        assertEquals(order.subList(1, 17), run.batch());
    }

    @Test
    void workThatCannotBeInTimeIsGivenUpBeforeItCostsARun() {
        var late = work(3);
        var good = work(50);
        var run = run(List.of(late, good));
        assertEquals(List.of(late), run.late());
        assertEquals(List.of(good), run.batch());
    }

    @Test
    void withNothingButLateWorkTheFirstIsRunAllTheSame() {
        // Else an estimate that is too high would never be corrected.
        var late = List.<Pending<?>>of(work(2), work(3));
        var run = run(late);
        assertEquals(late, run.batch());
        assertEquals(List.of(), run.late());
    }

    @Test
    void whereAdmissionIsOffNothingIsGivenUpButWhatIsLateGivesWay() {
        var late = work(3);
        var good = work(50);
        var policy = new BatchPolicy(8, Duration.ZERO, false, 1);
        var run = assertInstanceOf(Decision.Run.class, decide(policy, FLAT, List.of(late, good), 0));
        assertEquals(List.of(good), run.batch());
        assertEquals(List.of(), run.late());
    }

    @Test
    void freeWorkersShareWhatIsSlowerTogether() {
        var table = Map.of(1, 4, 2, 7, 4, 13, 8, 25);
        var policy = new BatchPolicy(8, Duration.ZERO, true, 2);
        var four = works(4);
        assertEquals(
                four.subList(0, 2),
                assertInstanceOf(Decision.Run.class, decide(policy, table, four, 0))
                        .batch());
        assertEquals(
                four,
                assertInstanceOf(Decision.Run.class, decide(policy, table, four, 1))
                        .batch());
        assertEquals(
                four,
                assertInstanceOf(Decision.Run.class, decide(policy, FLAT, four, 0))
                        .batch());
    }

    @Test
    void aWorkerWaitsForMoreOnlyWhenMoreIsExpectedInTheTime() {
        var policy = new BatchPolicy(8, Duration.ofMillis(10), true, 1);
        var one = List.<Pending<?>>of(work(100));
        var none = new long[0];
        assertEquals(new Decision.Wait(now + millis(10)), policy.decide(one, now, none, times(FLAT), millis(2)));
        assertInstanceOf(Decision.Run.class, policy.decide(one, now, none, times(FLAT), millis(20)));
        assertInstanceOf(Decision.Run.class, policy.decide(works(8), now, none, times(FLAT), millis(2)));
        // It has waited that long.
        assertInstanceOf(Decision.Run.class, policy.decide(one, now + millis(10), none, times(FLAT), millis(2)));
    }

    @Test
    void noWaitGoesBeyondWhatTheDeadlineLeaves() {
        var policy = new BatchPolicy(8, Duration.ofMillis(50), true, 1);
        var order = List.<Pending<?>>of(work(20));
        assertEquals(
                new Decision.Wait(now + millis(16)), policy.decide(order, now, new long[0], times(FLAT), millis(2)));
        assertInstanceOf(
                Decision.Run.class, policy.decide(order, now + millis(15), new long[0], times(FLAT), millis(2)));
    }

    @Test
    void whatJoinsNothingHasATimeOfItsOwn() {
        var policy = new BatchPolicy(8, Duration.ofMillis(50), true, 1);
        var times = times(FLAT);
        times.tookAlone(Duration.ofMillis(9));
        var picture = work("picture", 0, 30);
        assertEquals(
                new Decision.Run(List.of(picture), List.of()),
                policy.decide(List.of(picture), now, new long[0], times, millis(1)));
        var order = List.of(picture, work(30));
        assertEquals(now + millis(9), new Forecast(8, 1, times).of(order, now, new long[0], false)[0]);
        assertEquals(now + millis(13), new Forecast(8, 1, times).of(order, now, new long[0], false)[1]);
        var hurried = work("picture", 0, 8);
        var run = assertInstanceOf(
                Decision.Run.class, policy.decide(List.of(hurried, picture), now, new long[0], times, NEVER));
        assertEquals(List.of(hurried), run.late());
    }

    @Test
    void theForecastIsOfFullRunsOnWhicheverWorkerIsFree() {
        var answered = new Forecast(8, 2, times(FLAT)).of(works(20), now, new long[] {now + millis(2)}, false);
        assertEquals(now + millis(4), answered[0]);
        assertEquals(now + millis(4), answered[7]);
        assertEquals(now + millis(6), answered[8]);
        assertEquals(now + millis(8), answered[19]);
    }

    @Test
    void aCarefulForecastLeavesOutWhoWouldMakeARunLate() {
        var forecast = new Forecast(16, 1, times(FLAT));
        var order = works(12);
        order.addFirst(work(5));
        assertEquals(now + millis(6.5), forecast.of(order, now, new long[0], false)[0]);
        var careful = forecast.of(order, now, new long[0], true);
        assertEquals(now + millis(5), careful[0]);
        assertEquals(now + millis(5), careful[9]);
        assertEquals(now + millis(9), careful[12]);
    }
}
