package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.inferencegateway.contract.InferenceGateway;
import java.util.Optional;

/// The PodDisruptionBudget of a gateway with more than one pod: drained nodes take one pod at a time.
final class DisruptionBudget {
    private DisruptionBudget() {}

    /// By `maxUnavailable`, which never blocks the drain of a node, as `minAvailable` would at its own number of pods.
    static Optional<PodDisruptionBudget> of(InferenceGateway gateway) {
        if (Scaling.most(gateway) < 2) {
            return Optional.empty();
        }
        return Optional.of(new PodDisruptionBudgetBuilder()
                .withMetadata(Ownership.metadata(gateway))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(1))
                // A pod that does not serve anyway must not keep a node from being drained.
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(Labels.gatewaySelector(gateway))
                .endSelector()
                .endSpec()
                .build());
    }
}
