package io.inferencegateway.operator.cli.load;

import java.time.Duration;

/// When each request is due, whatever has become of those before it: an open loop. Whoever sends the next request only
/// when the last is answered asks a slow server less often, and does not see how slow it is.
///
/// @param perSecond requests a second, all kinds together
/// @param requests how many there are
public record Schedule(double perSecond, long requests) {
    public static final double MAX_PER_SECOND = 5_000;
    public static final long MAX_REQUESTS = 1_000_000;
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final double NANOS = 1e9;

    /// Checks the bounds: a test ends by itself.
    ///
    /// @throws IllegalArgumentException with a sentence, beyond them
    public Schedule {
        if (!(perSecond > 0 && perSecond <= MAX_PER_SECOND)) {
            throw new IllegalArgumentException(
                    "--rate is above 0 and at most %.0f requests a second".formatted(MAX_PER_SECOND));
        }
        if (requests < 1 || requests > MAX_REQUESTS) {
            throw new IllegalArgumentException(
                    "that makes %d requests; a test has 1 to %d: change --rate, --duration or --requests"
                            .formatted(requests, MAX_REQUESTS));
        }
        if (requests / perSecond > LONGEST.toSeconds()) {
            throw new IllegalArgumentException("that takes longer than an hour; lower --duration or --requests");
        }
    }

    /// As many requests as fall into a time.
    public static Schedule lasting(double perSecond, Duration duration) {
        return new Schedule(perSecond, Math.round(perSecond * duration.toNanos() / NANOS));
    }

    /// Nanoseconds from the start to when a request is due.
    ///
    /// @param request from 0
    long due(long request) {
        return Math.round(request * (NANOS / perSecond));
    }

    /// How long it takes until the last request is due.
    public Duration duration() {
        return Duration.ofNanos(due(requests));
    }
}
