package io.inferencegateway.pod.batch;

import java.time.Duration;
import java.util.Optional;

/// How long a worker takes for a prediction while the others have work too, and how much that varies: means
/// that forget. Not thread-safe.
final class ServiceTime {
    /// Weight of the newest measurement: ten of them leave a tenth of what was believed before.
    private static final double NEWEST = 0.2;

    private final int speedup;
    /// 0 before anything is known.
    private double nanos;
    /// Mean of the distance from the mean.
    private double deviation;
    private boolean measured;

    /// @param speedup the most a wide run can be faster than a narrow one
    ServiceTime(int speedup) {
        this.speedup = speedup;
    }

    /// What the next predictions will take; empty before anything was measured.
    Optional<Estimate> estimate() {
        return nanos > 0
                ? Optional.of(new Estimate(Duration.ofNanos((long) nanos), Duration.ofNanos((long) deviation)))
                : Optional.empty();
    }

    /// A prediction was made.
    void took(Duration time) {
        if (measured) {
            double off = time.toNanos() - nanos;
            nanos += NEWEST * off;
            deviation += NEWEST * (Math.abs(off) - deviation);
        } else {
            nanos = time.toNanos();
            measured = true;
        }
    }

    /// A prediction was made alone, on all cores. In a crowd it would have taken as long at least, and at most so many
    /// times longer as it had more cores: an estimate between the two is left alone, another moves there. Before
    /// any other measurement the least is believed, which refuses nothing wrongly.
    void tookWide(Duration time) {
        double least = time.toNanos();
        if (nanos == 0) {
            nanos = least;
        } else {
            nanos += NEWEST * (Math.clamp(nanos, least, speedup * least) - nanos);
        }
    }

    /// A prediction was cut short: it would have taken longer, so it can only raise the estimate.
    void tookLongerThan(Duration time) {
        if (!measured || time.toNanos() > nanos) {
            took(time);
        }
    }
}
