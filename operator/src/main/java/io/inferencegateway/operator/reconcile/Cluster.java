package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Reference;
import io.inferencegateway.operator.status.BudgetAnswer;
import io.inferencegateway.operator.status.GatewayEvent;
import io.inferencegateway.operator.status.PodAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The door to the cluster, as one reconciliation sees it. Everything that can be slow, fail or differ from one moment
/// to the next is behind it.
public interface Cluster {
    Capabilities capabilities();

    /// Objects and pods of the gateway, from the caches: no call.
    ///
    /// @throws StoppedException when a cache is no longer kept
    Owned owned(InferenceGateway gateway);

    /// Whether every field the operator applied still has the desired value, and no other field is ours: no call.
    boolean upToDate(HasMetadata actual, HasMetadata desired);

    /// The object as it is in the cluster, whoever owns it: one call.
    Optional<HasMetadata> read(HasMetadata object);

    /// Keys of what a gateway refers to, without their values, and none of a PersistentVolumeClaim: one call.
    /// Where the operator may not look, every key is taken to be there: the kubelet will say otherwise.
    ///
    /// @return empty when there is no such object
    Optional<Set<String>> keys(Reference reference, String namespace);

    /// Server-side apply: of that very object, or of a new one. Whatever has taken its place since is left alone, and
    /// the call fails, to be tried again.
    ///
    /// @param actual the object as it was seen, empty when there was none
    /// @throws RefusedException when the API server answers that it does not take the object
    void apply(HasMetadata desired, Optional<HasMetadata> actual);

    /// Server-side apply as the keeper of `Replicas`.
    ///
    /// @throws RefusedException as `apply` does
    void keep(HasMetadata fields, HasMetadata actual);

    /// @throws RefusedException when the API server answers that it does not delete the object
    void delete(HasMetadata object);

    void patchStatus(InferenceGateway gateway, InferenceGatewayStatus status);

    /// What Prometheus last said of the gateway, from memory: no call.
    BudgetAnswer budget(InferenceGateway gateway);

    /// Tells whoever watches the gateway's Events; never fails.
    void tell(InferenceGateway gateway, List<GatewayEvent> events);

    /// Every object of a kind of `OwnedKinds.READ`, from the caches: no call. None where the operator may not read it.
    <R extends HasMetadata> List<R> all(Class<R> kind);

    /// Labels of a namespace: one call a minute at most.
    Map<String, String> namespaceLabels(String namespace);

    /// What a Prometheus may not list in a namespace and needs to: some calls, now and then.
    List<String> forbidden(Prometheus prometheus, String namespace);

    /// Asks a pod about its model; never fails.
    PodAnswer ask(Pod pod);

    /// The caches are gone, and with them what is known: nothing may be concluded. The operator stops, though the SDK
    /// still carries out what was queued; or a kind has just left the cluster.
    final class StoppedException extends RuntimeException {}

    /// The API server's refusal of one write, in its own words.
    final class RefusedException extends RuntimeException {
        RefusedException(String words, Throwable cause) {
            super(words, cause);
        }

        String words() {
            return String.valueOf(getMessage());
        }
    }
}
