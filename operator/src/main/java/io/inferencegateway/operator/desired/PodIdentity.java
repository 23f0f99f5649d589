package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.inferencegateway.contract.InferenceGateway;

/// The pods' ServiceAccount: a name for policies and image pull secrets, without a token, because a pod never talks
/// to the API server.
final class PodIdentity {
    private PodIdentity() {}

    static ServiceAccount of(InferenceGateway gateway) {
        return new ServiceAccountBuilder()
                .withMetadata(Ownership.metadata(gateway))
                .withAutomountServiceAccountToken(false)
                .build();
    }
}
