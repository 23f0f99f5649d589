package io.inferencegateway.pod.batch;

import java.time.Duration;
import java.util.Optional;

/// How long a worker takes for a prediction: a mean that forgets. Not thread-safe.
final class ServiceTime {
    /// Weight of the newest measurement: ten of them leave a tenth of what was believed before.
    private static final double NEWEST = 0.2;

    private double nanos;
    private boolean measured;

    /// What the next prediction will take; empty before anything was measured.
    Optional<Duration> estimate() {
        return measured ? Optional.of(Duration.ofNanos((long) nanos)) : Optional.empty();
    }

    /// A prediction was made.
    void took(Duration time) {
        nanos = measured ? nanos + NEWEST * (time.toNanos() - nanos) : time.toNanos();
        measured = true;
    }

    /// A prediction was cut short: it would have taken longer, so it can only raise the estimate.
    void tookLongerThan(Duration time) {
        if (!measured || time.toNanos() > nanos) {
            took(time);
        }
    }
}
