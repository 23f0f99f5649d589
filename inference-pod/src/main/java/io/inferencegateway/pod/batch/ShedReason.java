package io.inferencegateway.pod.batch;

import java.util.Locale;

/// Why work was not run: the values of the label `reason`.
public enum ShedReason {
    /// Refused on arrival: as many wait as may.
    QUEUE_FULL,
    /// Refused on arrival: with the work ahead of it, the answer would have come after its deadline. Or given up for
    /// work that could be in time, when it was its turn to be run with others.
    TOO_LATE,
    /// Accepted, but its deadline passed before it was run.
    EXPIRED,
    /// Accepted, but its client left before it was run.
    CLIENT_LEFT;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
