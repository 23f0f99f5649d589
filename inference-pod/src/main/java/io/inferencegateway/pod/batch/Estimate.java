package io.inferencegateway.pod.batch;

import java.time.Duration;

/// How long predictions take.
///
/// @param mean of one
/// @param deviation mean distance from the mean
record Estimate(Duration mean, Duration deviation) {
    /// How sure an answer must be in time: twice the deviation is left by one in twenty.
    private static final double SURE = 2;
    /// By how much of the deviation the mean itself may be off: it is one of some nine measurements.
    private static final double KNOWN = 1 / 9.0;

    /// One that does not vary.
    static Estimate of(Duration mean) {
        return new Estimate(mean, Duration.ZERO);
    }

    /// When so much work is done by so many workers, on average.
    Duration wait(int ahead, int workers) {
        return mean.multipliedBy(ahead).dividedBy(workers);
    }

    /// When work with so much ahead of it is done, almost certainly. Deviations of `n` predictions in a row
    /// grow with the root of `n`, that of what is believed of them with `n`.
    Duration end(int ahead, int workers) {
        double inARow = 1 + (double) ahead / workers;
        double margin = SURE * deviation.toNanos() * Math.sqrt(inARow + KNOWN * inARow * inARow);
        return wait(ahead, workers).plus(mean).plusNanos((long) margin);
    }
}
