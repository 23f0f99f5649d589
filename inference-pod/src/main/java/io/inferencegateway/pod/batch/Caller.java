package io.inferencegateway.pod.batch;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Who waits for a prediction.
///
/// @param patience how long the caller itself waits; shortens the pod's deadline, never lengthens it
/// @param priority 1 is served first, 9 last; among equals, who came first
/// @param left whether the caller has gone away; asked now and then while it waits, so it must be cheap
public record Caller(Optional<Duration> patience, int priority, BooleanSupplier left) {
    public static final int FIRST = 1;
    public static final int USUAL = 5;
    public static final int LAST = 9;

    /// Waits as long as the pod lets it.
    public static final Caller PATIENT = new Caller(Optional.empty(), () -> false);

    public Caller(Optional<Duration> patience, BooleanSupplier left) {
        this(patience, USUAL, left);
    }

    Duration deadline(Duration longest) {
        return patience.filter(own -> own.compareTo(longest) < 0).orElse(longest);
    }
}
