package io.inferencegateway.pod.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Decides what a free worker runs. Pure: the waiting work in the order of service, the time and what is known of runs
/// come in, a decision comes out.
///
/// @param most rows of a run; 1 where batches do not pay
/// @param maxDelay longest that work may wait beside a free worker for others to join it
/// @param sheds whether work is given up that would be late, where other work would not
/// @param workers that make runs
record BatchPolicy(int most, Duration maxDelay, boolean sheds, int workers) {
    /// A run is split among free workers where the parts take less than this of its time.
    private static final double SPLIT = 0.75;

    /// What a free worker does.
    sealed interface Decision {
        /// @param batch in the order of service; all join the first
        /// @param late will not be in time and is not run
        record Run(List<Pending<?>> batch, List<Pending<?>> late) implements Decision {}

        /// @param until when to ask again, if nothing comes before
        record Wait(long until) implements Decision {}
    }

    /// @param order what waits, in the order of service; not empty
    /// @param ends when each busy worker will be free; one more is free at least
    /// @param gap mean time between arrivals, in nanoseconds
    Decision decide(List<Pending<?>> order, long now, long[] ends, BatchTimes times, long gap) {
        var good =
                sheds ? order.stream().filter(each -> !isLate(each, now, times)).toList() : order;
        // With none the first is run all the same: only runs correct an estimate that is too high.
        var wanted = good.isEmpty() ? order : good;
        var late = wanted.size() == order.size()
                ? List.<Pending<?>>of()
                : order.stream().filter(each -> isLate(each, now, times)).toList();
        var batch = best(wanted, now, ends, times);
        long until = until(batch, now, times);
        // Only when another is expected by then.
        return until - now > gap ? new Decision.Wait(until) : new Decision.Run(batch, late);
    }

    /// Whether it would be late if it were run at once.
    private static boolean isLate(Pending<?> pending, long now, BatchTimes times) {
        return now + times.of(pending, pending.rows()) - pending.deadline() > 0;
    }

    /// The largest batch where it makes nobody late. Else a smaller one is in time for who has least time left, a
    /// larger one answers more: the one after which most of all that waits can be answered in time.
    private List<Pending<?>> best(List<Pending<?>> order, long now, long[] ends, BatchTimes times) {
        int room = share(order, times, workers - ends.length);
        var best = fill(order, room, Long.MIN_VALUE);
        if (room == 1 || best.getFirst().joinsNothing() || inTime(best, now, times) == best.size()) {
            return best;
        }
        int most = 0;
        for (int size = room; size > 0; size /= 2) {
            long time = times.of(size);
            var batch = fill(order, size, now + time + times.margin(time, time));
            int answered = batch.isEmpty() ? 0 : answered(order, batch, now, ends, times);
            if (answered > most) {
                most = answered;
                best = batch;
            }
        }
        return best;
    }

    /// Rows that this worker takes: where others are free too and runs take longer with each row, they get theirs.
    private int share(List<Pending<?>> order, BatchTimes times, int free) {
        int rows = Math.min(most, order.stream().mapToInt(Pending::rows).sum());
        int share = Math.ceilDiv(rows, Math.max(1, free));
        return times.of(share) < SPLIT * times.of(rows) ? share : most;
    }

    /// The first that has so much time, and what joins it and has, too. Who has not is left out, and another of its
    /// priority takes its turn: else less urgent work, whose first is often about to be late, would have none.
    private static List<Pending<?>> fill(List<Pending<?>> order, int room, long end) {
        var batch = new ArrayList<Pending<?>>();
        int rows = 0;
        var at = new int[Caller.LAST + 1];
        for (int turn = 0; turn < order.size() && rows < room; turn++) {
            int priority = order.get(turn).priority();
            while (at[priority] < order.size()) {
                var next = order.get(at[priority]++);
                if (next.priority() == priority && (end == Long.MIN_VALUE || next.deadline() - end >= 0)) {
                    if (batch.isEmpty()
                            || (rows + next.rows() <= room && batch.getFirst().joins(next))) {
                        batch.add(next);
                        rows += next.rows();
                    }
                    break;
                }
            }
        }
        return batch;
    }

    private static int inTime(List<Pending<?>> batch, long now, BatchTimes times) {
        long time = times.of(batch.getFirst(), rows(batch));
        long end = now + time + times.margin(time, time);
        return (int) batch.stream().filter(each -> each.deadline() - end >= 0).count();
    }

    /// How many are answered in time when this batch is run now and the others after it.
    private int answered(List<Pending<?>> order, List<Pending<?>> batch, long now, long[] ends, BatchTimes times) {
        var rest = order.stream().filter(each -> !batch.contains(each)).toList();
        var busy = Arrays.copyOf(ends, ends.length + 1);
        busy[ends.length] = now + times.of(batch.getFirst(), rows(batch));
        var answers = new Forecast(most, workers, times).of(rest, now, busy, false);
        int answered = inTime(batch, now, times);
        for (int i = 0; i < answers.length; i++) {
            answered += answers[i] - rest.get(i).deadline() <= 0 ? 1 : 0;
        }
        return answered;
    }

    private static int rows(List<Pending<?>> batch) {
        return batch.stream().mapToInt(Pending::rows).sum();
    }

    /// Until when a worker may wait for more to join: no longer than `maxDelay` after the first came, and so that a
    /// full run is in time for all. Not after now when the batch is full enough.
    private long until(List<Pending<?>> batch, long now, BatchTimes times) {
        if (maxDelay.isZero() || batch.getFirst().joinsNothing() || rows(batch) >= most) {
            return now;
        }
        long full = times.of(most) + times.margin(times.of(most), times.of(most));
        long until = Long.MAX_VALUE;
        for (var each : batch) {
            until = Math.min(until, Math.min(each.arrived() + maxDelay.toNanos(), each.deadline() - full) - now);
        }
        return now + Math.max(0, until);
    }
}
