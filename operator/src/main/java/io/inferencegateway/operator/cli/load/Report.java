package io.inferencegateway.operator.cli.load;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/// What a test has measured.
///
/// @param perSecond the rate at which requests were due
/// @param lasted from the first request to the last answer
/// @param predictions by HTTP status, or by why there was no answer
/// @param others the same of the probes
/// @param latency of the predictions answered with 200, in microseconds since they were due
/// @param late the longest that a request left after it was due
public record Report(
        double perSecond,
        Duration lasted,
        SortedMap<String, Long> predictions,
        SortedMap<String, Long> others,
        Histogram latency,
        Duration late) {
    private static final double US_PER_MS = 1_000;

    static Report of(Schedule schedule, Tally tally, Duration lasted) {
        return new Report(
                schedule.perSecond(), lasted, tally.predictions(), tally.others(), tally.latency(), tally.latest());
    }

    /// Predictions that are events of the objectives: all but those that the client got wrong (4xx).
    long events() {
        return count(how -> !how.matches("4\\d\\d"));
    }

    /// Of these, the ones that were answered well.
    long good() {
        return predictions.getOrDefault(Tally.WELL, 0L);
    }

    long rejected() {
        return count(how -> how.matches("4\\d\\d"));
    }

    /// Answers within a time, of all that were answered well.
    long within(Duration threshold) {
        long us = threshold.toNanos() / 1_000;
        return latency.getTotalCount() == 0 ? 0 : latency.getCountBetweenValues(0, us);
    }

    /// Milliseconds that this share of the answers took at most; 0 without answers.
    ///
    /// @param percentile 0 to 100
    double milliseconds(double percentile) {
        return latency.getTotalCount() == 0 ? 0 : latency.getValueAtPercentile(percentile) / US_PER_MS;
    }

    private long count(Predicate<String> which) {
        return predictions.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
