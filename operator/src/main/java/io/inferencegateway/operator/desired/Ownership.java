package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.inferencegateway.contract.InferenceGateway;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Ties an object to its gateway: the garbage collector deletes it with the gateway, so no finalizer is needed.
public final class Ownership {
    private Ownership() {}

    /// Metadata of an owned object.
    static ObjectMeta metadata(InferenceGateway gateway) {
        return metadata(gateway, Labels.of(gateway));
    }

    static ObjectMeta metadata(InferenceGateway gateway, Map<String, String> labels) {
        return new ObjectMetaBuilder()
                .withName(Names.of(gateway))
                .withNamespace(gateway.getMetadata().getNamespace())
                .withLabels(labels)
                .withOwnerReferences(references(gateway))
                .build();
    }

    /// Whether the object is controlled by this very gateway, not by an earlier one of the same name.
    public static boolean owns(InferenceGateway gateway, HasMetadata object) {
        return controller(object)
                .filter(owner -> owner.getUid().equals(gateway.getMetadata().getUid()))
                .isPresent();
    }

    /// Whether the object says that it belongs to a gateway of this name, this very one or an earlier one.
    public static boolean isNamedBy(InferenceGateway gateway, HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getKind().equals(gateway.getKind())
                        && owner.getName().equals(gateway.getMetadata().getName()));
    }

    /// The owner that controls the object.
    public static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    // A gateway that is rendered from a file was never created and has no uid to refer to.
    private static List<OwnerReference> references(InferenceGateway gateway) {
        return Optional.ofNullable(gateway.getMetadata().getUid())
                .map(uid -> new OwnerReferenceBuilder()
                        .withApiVersion(gateway.getApiVersion())
                        .withKind(gateway.getKind())
                        .withName(gateway.getMetadata().getName())
                        .withUid(uid)
                        .withController(true)
                        .withBlockOwnerDeletion(true)
                        .build())
                .stream()
                .toList();
    }
}
