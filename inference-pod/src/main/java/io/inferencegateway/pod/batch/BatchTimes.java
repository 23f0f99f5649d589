package io.inferencegateway.pod.batch;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/// How long a run takes by its number of rows: measured at some sizes before the pod is ready, believed to lie on
/// straight lines between them, and moved by the runs that follow. Not thread-safe.
public final class BatchTimes {
    /// Weight of the newest measurement, as in `ServiceTime`.
    private static final double NEWEST = 0.2;
    /// A row of a batch must take less than this share of a run of its own, or batches only add waiting.
    private static final double WORTH = 0.9;
    /// A larger batch than needed for this share of the best throughput makes answers late and wins little.
    private static final double NEARLY_ALL = 0.99;

    private static final double SURE = 2;
    private static final double KNOWN = 1 / 9.0;

    private final int[] sizes;
    private final double[] nanos;
    /// Mean distance from what was believed, as a share of it.
    private double deviation;
    /// What joins nothing: pictures are decoded first, so a run of one row says little of them. 0 before the first.
    private double alone;

    /// @param measured rows to time; 1 is among them
    public BatchTimes(SortedMap<Integer, Duration> measured) {
        if (measured.isEmpty() || measured.firstKey() != 1) {
            throw new IllegalArgumentException("the time of one row is missing: " + measured);
        }
        sizes = measured.keySet().stream().mapToInt(Integer::intValue).toArray();
        nanos = measured.values().stream().mapToDouble(Duration::toNanos).toArray();
        rise();
    }

    /// What a run of so many rows will take, in nanoseconds.
    long of(int rows) {
        int last = sizes.length - 1;
        if (last == 0 || rows <= 1) {
            return (long) (nanos[0] * Math.max(1, rows));
        }
        int upper = 1;
        while (upper < last && sizes[upper] < rows) {
            upper++;
        }
        double slope = (nanos[upper] - nanos[upper - 1]) / (sizes[upper] - sizes[upper - 1]);
        return (long) (nanos[upper - 1] + slope * (rows - sizes[upper - 1]));
    }

    /// What this and others that join it will take with so many rows in all, in nanoseconds.
    long of(Pending<?> first, int rows) {
        return first.joinsNothing() && alone > 0 ? (long) alone : of(rows);
    }

    /// Rows of the largest run that is worth making: the smallest with nearly the best throughput; 1 where no batch
    /// is.
    public int worthwhile() {
        double best = 0;
        for (int size = 2; size <= sizes[sizes.length - 1]; size++) {
            best = Math.max(best, size / (double) of(size));
        }
        if (1 / (WORTH * of(1)) >= best) {
            return 1;
        }
        int size = 2;
        while (size / (double) of(size) < NEARLY_ALL * best) {
            size++;
        }
        return size;
    }

    /// How much longer than believed so many runs in a row may take, almost certainly: the deviation of each, and what
    /// is not known of the mean, as in `Estimate`.
    long margin(long nanosInARow, long run) {
        double runs = nanosInARow / (double) Math.max(1, run);
        return (long) (SURE * deviation * run * Math.sqrt(runs + KNOWN * runs * runs));
    }

    /// A run was made: what is believed of the sizes beside it follows.
    void took(int rows, Duration time) {
        double off = time.toNanos() / (double) Math.max(1, of(rows)) - 1;
        deviation += NEWEST * (Math.abs(off) - deviation);
        for (int i = 0; i < sizes.length; i++) {
            nanos[i] *= 1 + NEWEST * off * nearness(i, rows);
        }
        rise();
    }

    /// Work that joins nothing was done.
    void tookAlone(Duration time) {
        alone += alone == 0 ? time.toNanos() : NEWEST * (time.toNanos() - alone);
    }

    /// 1 at the size itself, falling to 0 at the next measured ones.
    private double nearness(int i, int rows) {
        if (rows == sizes[i] || (i == sizes.length - 1 && rows > sizes[i])) {
            return 1;
        }
        int next = rows < sizes[i] ? i - 1 : i + 1;
        return next < 0 || next == sizes.length
                ? 0
                : Math.max(0, 1 - Math.abs(rows - sizes[i]) / (double) Math.abs(sizes[next] - sizes[i]));
    }

    /// More rows do not take less time; what was measured may say so.
    private void rise() {
        for (int i = 1; i < nanos.length; i++) {
            nanos[i] = Math.max(nanos[i], nanos[i - 1]);
        }
    }

    /// The table, for logs and metrics.
    public SortedMap<Integer, Duration> table() {
        var table = new TreeMap<Integer, Duration>();
        for (int i = 0; i < sizes.length; i++) {
            table.put(sizes[i], Duration.ofNanos((long) nanos[i]));
        }
        return table;
    }
}
