package io.inferencegateway.pod.batch;

import java.util.Arrays;
import java.util.List;

/// When work that waits will be answered. Pure: it changes nothing and asks no clock.
///
/// @param most rows of a run
/// @param workers that make runs
/// @param times of runs
record Forecast(int most, int workers, BatchTimes times) {
    /// When each will be answered, were nothing else to come.
    ///
    /// @param order what waits, in the order of service
    /// @param ends when each busy worker will be free
    /// @param careful whether a run is no larger than is in time for all in it; else it is as large as may be
    long[] of(List<Pending<?>> order, long now, long[] ends, boolean careful) {
        var free = new long[workers];
        Arrays.fill(free, now);
        System.arraycopy(ends, 0, free, 0, Math.min(ends.length, workers));
        var answered = new long[order.size()];
        for (int from = 0; from < order.size(); ) {
            int worker = soonest(free, now);
            int to = end(order, from, now, free[worker] - now, careful);
            int rows = order.subList(from, to).stream().mapToInt(Pending::rows).sum();
            free[worker] += times.of(order.get(from), rows);
            Arrays.fill(answered, from, to, free[worker]);
            from = to;
        }
        return answered;
    }

    /// Where the run ends that begins at `from`, in so many nanoseconds.
    private int end(List<Pending<?>> order, int from, long now, long begin, boolean careful) {
        var first = order.get(from);
        int rows = 0;
        long due = Long.MAX_VALUE;
        for (int to = from; to < order.size(); to++) {
            var next = order.get(to);
            rows += next.rows();
            long end = sure(begin + times.of(first, rows));
            if (to > from && (rows > most || end > due || !first.joins(next))) {
                return to;
            }
            long left = next.deadline() - now;
            // Who is late in any case holds nobody up.
            due = careful && end <= left ? Math.min(due, left) : due;
        }
        return order.size();
    }

    /// Whether work that is believed to be answered then may be late.
    boolean isLate(Pending<?> pending, long answered, long now) {
        return now + sure(answered - now) - pending.deadline() > 0;
    }

    /// When that ends almost certainly which is believed to end after so many nanoseconds.
    private long sure(long end) {
        return end + times.margin(end, times.of(most));
    }

    private static int soonest(long[] free, long now) {
        int soonest = 0;
        for (int i = 1; i < free.length; i++) {
            soonest = free[i] - now < free[soonest] - now ? i : soonest;
        }
        return soonest;
    }
}
