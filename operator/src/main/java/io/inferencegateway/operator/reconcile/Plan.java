package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// What has to change so that a gateway owns what it should: apply these, prune those. Pure.
record Plan(List<Change> changes, List<HasMetadata> prune) {

    /// @param actual the cached object, empty when there is none
    record Change(HasMetadata desired, Optional<HasMetadata> actual) {}

    Plan {
        changes = List.copyOf(changes);
        prune = List.copyOf(prune);
    }

    /// @param upToDate whether an actual object already is as desired
    static Plan between(
            InferenceGateway gateway,
            List<HasMetadata> desired,
            Owned owned,
            BiPredicate<HasMetadata, HasMetadata> upToDate) {
        var changes = desired.stream()
                .map(wanted -> new Change(wanted, owned.counterpart(wanted)))
                .filter(change -> change.actual()
                        .filter(actual -> Ownership.owns(gateway, actual))
                        .filter(actual -> upToDate.test(actual, change.desired()))
                        .isEmpty())
                .toList();
        var wanted = new Owned(desired, List.of());
        var prune = owned.resources().stream()
                .filter(resource -> Ownership.owns(gateway, resource))
                .filter(resource -> wanted.counterpart(resource).isEmpty())
                .toList();
        return new Plan(changes, prune);
    }

    boolean isEmpty() {
        return changes.isEmpty() && prune.isEmpty();
    }
}
