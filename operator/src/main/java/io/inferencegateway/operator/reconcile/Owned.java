package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Optional;

/// What the caches hold of a gateway.
///
/// @param resources objects whose owner has the gateway's name; usually, but not always, this very gateway
public record Owned(List<HasMetadata> resources, List<Pod> pods) {
    public Owned {
        resources = List.copyOf(resources);
        pods = List.copyOf(pods);
    }

    /// The object with the desired one's kind and name.
    Optional<HasMetadata> counterpart(HasMetadata desired) {
        return resources.stream()
                .filter(resource -> resource.getKind().equals(desired.getKind())
                        && resource.getMetadata()
                                .getName()
                                .equals(desired.getMetadata().getName()))
                .findFirst();
    }

    Optional<Deployment> deployment() {
        return resources.stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst();
    }
}
