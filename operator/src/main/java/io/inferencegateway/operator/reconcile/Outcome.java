package io.inferencegateway.operator.reconcile;

import java.time.Duration;
import java.util.Optional;

/// What one reconciliation did.
///
/// @param next when to look again without an event; empty for a gateway that only events can change
record Outcome(Applied applied, boolean statusChanged, Optional<Duration> next) {
    boolean changedAnything() {
        return statusChanged
                || !applied.applied().isEmpty()
                || !applied.pruned().isEmpty();
    }
}
