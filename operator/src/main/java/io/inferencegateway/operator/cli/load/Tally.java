package io.inferencegateway.operator.cli.load;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// What is counted while the test runs, by many threads.
final class Tally {
    static final String TIMED_OUT = "no answer in time";
    static final String NOT_CONNECTED = "no connection";
    static final String CUT_OFF = "connection broke";
    static final String NOT_SENT = "not sent";

    static final String WELL = "200";

    // Microseconds with three digits: from 1 µs to 10 minutes, longer than any request may last.
    private static final long LONGEST_US = Duration.ofMinutes(10).toNanos() / 1_000;
    private static final int DIGITS = 3;

    private final ConcurrentHistogram latency = new ConcurrentHistogram(LONGEST_US, DIGITS);
    private final Map<String, LongAdder> predictions = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> others = new ConcurrentSkipListMap<>();
    private final AtomicLong latest = new AtomicLong();
    private final LongAdder sent = new LongAdder();
    private final LongAdder ended = new LongAdder();

    /// A request leaves, this much after it was due.
    void leaves(long lateNanos) {
        sent.increment();
        latest.accumulateAndGet(lateNanos, Math::max);
    }

    /// A request has ended, this much after it was due.
    void ends(Mix.Kind kind, String how, long sinceDueNanos) {
        var counts = kind == Mix.Kind.PREDICT ? predictions : others;
        counts.computeIfAbsent(how, first -> new LongAdder()).increment();
        if (kind == Mix.Kind.PREDICT && how.equals(WELL)) {
            latency.recordValue(Math.min(LONGEST_US, Math.max(1, sinceDueNanos / 1_000)));
        }
        ended.increment();
    }

    long sent() {
        return sent.sum();
    }

    long ended() {
        return ended.sum();
    }

    /// What came of the predictions, by status or by why there was no answer.
    SortedMap<String, Long> predictions() {
        return sums(predictions);
    }

    /// What came of the probes.
    SortedMap<String, Long> others() {
        return sums(others);
    }

    /// Latencies of the predictions that were answered with 200, in microseconds since they were due.
    Histogram latency() {
        return latency.copy();
    }

    /// The longest that a request left after it was due: what igw itself adds to the latencies.
    Duration latest() {
        return Duration.ofNanos(latest.get());
    }

    private static SortedMap<String, Long> sums(Map<String, LongAdder> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach((how, count) -> sums.put(how, count.sum()));
        return sums;
    }
}
