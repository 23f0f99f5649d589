package io.inferencegateway.operator.reconcile;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.ExtraReferences;
import io.inferencegateway.operator.desired.Reference;
import io.inferencegateway.operator.desired.References;
import io.inferencegateway.operator.status.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a spec names and the cluster does not have. Found before anything is applied: a pod whose volume is missing
/// would wait for it without a word in its status, and on a GPU it would wait in the place of one that serves.
final class MissingReferences {
    private MissingReferences() {}

    static List<Problem> of(InferenceGateway gateway, Cluster cluster) {
        String namespace = gateway.getMetadata().getNamespace();
        return Stream.concat(References.of(gateway.getSpec()).stream(), ExtraReferences.of(gateway.getSpec()).stream())
                .flatMap(reference -> missing(reference, namespace, cluster).stream())
                .toList();
    }

    private static Optional<Problem> missing(Reference reference, String namespace, Cluster cluster) {
        var wanted = List.copyOf(reference.files().keySet());
        var keys = cluster.keys(reference, namespace);
        if (keys.isEmpty()) {
            return Optional.of(new Problem.MissingReference(reference, namespace, false, wanted));
        }
        var absent = wanted.stream().filter(key -> !keys.get().contains(key)).toList();
        return absent.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem.MissingReference(reference, namespace, true, absent));
    }
}
