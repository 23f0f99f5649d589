package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.Scaling;
import java.util.Map;
import java.util.Optional;

/// `spec.replicas` of a Deployment changes hands when autoscaling is switched on. A field that its only owner stops
/// applying falls to its default, and the gateway to one pod; so a second field manager takes it over at the number
/// that is there, and only then do we let go (kubernetes.io, "Server-Side Apply", transferring ownership). The
/// autoscaler takes it from there. Back again it is ours by force, at the number of the spec.
final class Replicas {
    /// Who holds the number until an autoscaler sets it; never changed.
    static final String KEEPER = GatewayReconciler.FIELD_MANAGER + "-replicas";

    private static final String APPLY = "Apply";
    private static final String SPEC = "f:spec";
    private static final String REPLICAS = "f:replicas";

    private Replicas() {}

    /// What to apply as the keeper before the desired object is applied; empty where nothing changes hands.
    static Optional<Deployment> handOver(InferenceGateway gateway, HasMetadata desired, Optional<HasMetadata> actual) {
        return actual.filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .filter(deployment -> leaves(desired) && isOurs(deployment))
                .map(deployment -> kept(deployment, gateway));
    }

    /// A new Deployment begins with the fewest pods; from the next look on the number is not ours.
    static void begin(InferenceGateway gateway, HasMetadata desired, Optional<HasMetadata> actual) {
        if (leaves(desired) && actual.isEmpty()) {
            ((Deployment) desired).getSpec().setReplicas(Scaling.fewest(gateway));
        }
    }

    private static boolean leaves(HasMetadata desired) {
        return desired instanceof Deployment deployment && deployment.getSpec().getReplicas() == null;
    }

    private static boolean isOurs(Deployment deployment) {
        return deployment.getMetadata().getManagedFields().stream()
                .filter(entry -> GatewayReconciler.FIELD_MANAGER.equals(entry.getManager())
                        && APPLY.equals(entry.getOperation()))
                .anyMatch(Replicas::ownsReplicas);
    }

    private static boolean ownsReplicas(ManagedFieldsEntry entry) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get(SPEC) instanceof Map<?, ?> spec
                && spec.containsKey(REPLICAS);
    }

    private static Deployment kept(Deployment deployment, InferenceGateway gateway) {
        int now = deployment.getSpec().getReplicas();
        return new DeploymentBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(deployment.getMetadata().getName())
                        .withNamespace(deployment.getMetadata().getNamespace())
                        .build())
                .withNewSpec()
                .withReplicas(Math.clamp(now, Scaling.fewest(gateway), Scaling.most(gateway)))
                .endSpec()
                .build();
    }
}
