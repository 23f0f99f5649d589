package io.inferencegateway.pod.source;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// How long a download waits for what.
///
/// @param silence without a byte after which a connection is given up
/// @param first wait after a failure that may pass; doubles up to `longest`
/// @param longest also the wait after a failure that somebody has to mend
record Patience(Duration silence, Duration first, Duration longest) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(1));

    static final Duration CONNECT = Duration.ofSeconds(10);

    /// Pods that failed together do not come back together.
    private static final double SPREAD = 0.2;

    /// @param failures in a row, this one included
    Duration before(Trouble.Retry retry, int failures) {
        var exact = retry == Trouble.Retry.LATER
                ? longest
                : min(first.multipliedBy(1L << Math.min(failures - 1, 20)), longest);
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-SPREAD, SPREAD);
        return Duration.ofNanos((long) (exact.toNanos() * factor));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
