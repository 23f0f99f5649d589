package io.inferencegateway.operator.reconcile;

import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.Reason;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.desired.Unserved;
import io.inferencegateway.operator.status.StatusOf;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// When to look at a gateway again although nothing has happened to what we watch. A healthy gateway: never.
final class NextLook {
    /// Pods report their model only when they are asked; without one that could answer, the next thing to happen is
    /// an event.
    static final Duration WHILE_STARTING = Duration.ofSeconds(5);

    private static final Duration WHILE_VERSION_UNKNOWN = Duration.ofSeconds(30);
    private static final Duration WHILE_KIND_MISSING = Duration.ofMinutes(1);
    private static final Duration SHORTEST_RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

    private NextLook() {}

    /// @param asked whether there was a pod to ask about its model
    static Optional<Duration> after(
            InferenceGateway gateway,
            Capabilities capabilities,
            InferenceGatewayStatus status,
            boolean asked,
            Instant now) {
        return Stream.of(
                        stalled(status, now),
                        StatusOf.condition(status, ConditionType.RECONCILING)
                                .filter(working -> asked)
                                .map(working -> WHILE_STARTING),
                        versionUnknown(status),
                        kindMissing(gateway, capabilities),
                        unwatched(status))
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }

    // Waits as long again as the trouble has lasted: a doubling backoff that needs no memory of its own.
    private static Optional<Duration> stalled(InferenceGatewayStatus status, Instant now) {
        return StatusOf.condition(status, ConditionType.STALLED)
                .filter(stalled -> !Reason.INVALID_SPEC.text().equals(stalled.getReason()))
                .map(stalled -> Duration.between(Instant.parse(stalled.getLastTransitionTime()), now))
                .map(lasted -> lasted.compareTo(SHORTEST_RETRY) < 0 ? SHORTEST_RETRY : lasted)
                .map(lasted -> lasted.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : lasted);
    }

    private static Optional<Duration> versionUnknown(InferenceGatewayStatus status) {
        var model = status.model();
        return StatusOf.condition(status, ConditionType.MODEL_LOADED)
                .filter(loaded -> "True".equals(loaded.getStatus()))
                .filter(loaded -> model == null || model.version() == null)
                .map(loaded -> WHILE_VERSION_UNKNOWN);
    }

    // Neither a label of a namespace nor a binding of a Prometheus tells us that it has come.
    private static Optional<Duration> unwatched(InferenceGatewayStatus status) {
        return StatusOf.condition(status, ConditionType.MONITORING_READY)
                .filter(monitoring -> "False".equals(monitoring.getStatus()))
                .map(monitoring -> WHILE_KIND_MISSING);
    }

    private static Optional<Duration> kindMissing(InferenceGateway gateway, Capabilities capabilities) {
        boolean monitoring = Desired.monitored(gateway) && !capabilities.prometheusOperator();
        return monitoring || !Unserved.of(gateway, capabilities).isEmpty()
                ? Optional.of(WHILE_KIND_MISSING)
                : Optional.empty();
    }
}
