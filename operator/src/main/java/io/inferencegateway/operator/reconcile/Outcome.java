package io.inferencegateway.operator.reconcile;

import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.status.StatusOf;
import java.time.Duration;
import java.util.Optional;

/// What one reconciliation did.
///
/// @param status as it is now
/// @param next when to look again without an event; empty for a gateway that only events can change
record Outcome(Applied applied, InferenceGatewayStatus status, boolean statusChanged, Optional<Duration> next) {
    boolean changedAnything() {
        return statusChanged || applied.wrote();
    }

    /// The reason of the condition Ready, which sums the gateway up.
    String readyReason() {
        return StatusOf.condition(status, ConditionType.READY)
                .map(ready -> ready.getReason())
                .orElse("Unknown");
    }
}
