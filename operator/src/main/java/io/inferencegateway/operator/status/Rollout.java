package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.DevicePlacement;
import io.inferencegateway.operator.desired.Scaling;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far the Deployment is.
///
/// @param wanted pods asked for
/// @param complete the Deployment runs the wanted number of pods, all of them ready and of its newest template
/// @param stuck no progress within the Deployment's deadline
/// @param failure why the Deployment cannot create pods, such as an exceeded quota
public record Rollout(
        int wanted,
        int needed,
        int total,
        int updated,
        int ready,
        boolean complete,
        boolean stuck,
        Optional<String> failure) {

    public static Rollout of(InferenceGateway gateway, Optional<Deployment> deployment) {
        var spec = gateway.getSpec();
        // The Deployment's own number: of a spec that cannot be carried out, nothing counts.
        int wanted = deployment.map(found -> found.getSpec().getReplicas()).orElseGet(() -> Scaling.fewest(gateway));
        int needed = Math.min(wanted, Math.max(1, wanted - DevicePlacement.maxUnavailable(spec.device())));
        return deployment
                .filter(found -> found.getStatus() != null)
                .map(found -> of(wanted, needed, found))
                .orElseGet(() -> new Rollout(wanted, needed, 0, 0, 0, false, false, Optional.empty()));
    }

    private static Rollout of(int wanted, int needed, Deployment deployment) {
        var status = deployment.getStatus();
        int total = number(status.getReplicas());
        int updated = number(status.getUpdatedReplicas());
        int ready = number(status.getReadyReplicas());
        boolean current = Objects.requireNonNullElse(status.getObservedGeneration(), 0L)
                >= Objects.requireNonNullElse(deployment.getMetadata().getGeneration(), 0L);
        boolean complete = current && total == wanted && updated == wanted && ready == wanted;
        boolean stuck = current
                && condition(status, "Progressing", "False")
                        .filter(condition -> "ProgressDeadlineExceeded".equals(condition.getReason()))
                        .isPresent();
        var failure = condition(status, "ReplicaFailure", "True").map(DeploymentCondition::getMessage);
        return new Rollout(wanted, needed, total, updated, ready, complete, stuck, failure);
    }

    /// Where it stands, in words.
    String progress() {
        return "%d of %d pods are ready, %d run the newest spec".formatted(ready, wanted, updated);
    }

    private static Optional<DeploymentCondition> condition(DeploymentStatus status, String type, String value) {
        return status.getConditions().stream()
                .filter(condition -> type.equals(condition.getType()) && value.equals(condition.getStatus()))
                .findFirst();
    }

    // fabric8 declares these as nullable boxes: the API server leaves out zeros.
    private static int number(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
