package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/// Makes a forced server-side apply concern one object only: the one that was seen, or a new one. Between looking and
/// applying somebody else may have created an object of that name, and apply would merge ours into it.
final class Guard {
    // No object has the version 1 (etcd begins at 1, and its first write is 2). The API server compares versions where
    // there is an object, and creates where there is none (k8s.io/apiserver, registry/generic/registry/store.go).
    private static final String NONE_YET = "1";

    private static final int CONFLICT = 409;
    private static final int INVALID = 422;

    private Guard() {}

    static HasMetadata only(HasMetadata desired, Optional<HasMetadata> actual) {
        actual.ifPresentOrElse(
                seen -> desired.getMetadata().setUid(seen.getMetadata().getUid()),
                () -> desired.getMetadata().setResourceVersion(NONE_YET));
        return desired;
    }

    /// Whether the API server found another object in that place: the next look will see it.
    static boolean tripped(KubernetesClientException failed) {
        return failed.getCode() == CONFLICT
                || failed.getCode() == INVALID
                        && String.valueOf(failed.getMessage()).contains("metadata.uid");
    }
}
