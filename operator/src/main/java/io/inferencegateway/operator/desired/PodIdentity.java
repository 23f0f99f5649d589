package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.inferencegateway.contract.InferenceGateway;
import java.util.Optional;

/// The pods' ServiceAccount: a name for policies and image pull secrets, without a token, because a pod never talks
/// to the API server.
final class PodIdentity {
    private PodIdentity() {}

    /// None where the user names another.
    static Optional<ServiceAccount> of(InferenceGateway gateway) {
        return name(gateway).equals(Names.of(gateway))
                ? Optional.of(new ServiceAccountBuilder()
                        .withMetadata(Ownership.metadata(gateway))
                        .withAutomountServiceAccountToken(false)
                        .build())
                : Optional.empty();
    }

    static String name(InferenceGateway gateway) {
        return Optional.ofNullable(gateway.getSpec().podTemplate().serviceAccountName())
                .orElseGet(() -> Names.of(gateway));
    }
}
