package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.status.PodAnswer;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The real cluster: java-operator-sdk's caches to read, server-side apply to write. What was written is put into the
/// cache at once, so that the next reconciliation does not see the state before and write again.
final class JosdkCluster implements Cluster {
    // Bad request, forbidden (quota, admission), too large, unprocessable: the same again is refused again.
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 413, 422);

    private final Context<InferenceGateway> context;
    private final OwnedKinds kinds;
    private final Lookups lookups;
    private final Function<String, PodAnswer> readyz;

    JosdkCluster(
            Context<InferenceGateway> context, OwnedKinds kinds, Lookups lookups, Function<String, PodAnswer> readyz) {
        this.context = context;
        this.kinds = kinds;
        this.lookups = lookups;
        this.readyz = readyz;
    }

    @Override
    public Capabilities capabilities() {
        var capabilities = lookups.capabilities().capabilities(client());
        kinds.follow(capabilities, context.eventSourceRetriever());
        return capabilities;
    }

    @Override
    public Owned owned(InferenceGateway gateway) {
        var resources = new ArrayList<HasMetadata>();
        kinds.watched().forEach(kind -> resources.addAll(cached(kind, gateway)));
        return new Owned(resources, List.copyOf(cached(Pod.class, gateway)));
    }

    private <R extends HasMetadata> Set<R> cached(Class<R> kind, InferenceGateway gateway) {
        return kinds.informer(kind)
                .map(informer -> informer.getSecondaryResources(gateway))
                .orElse(Set.of());
    }

    @Override
    public boolean upToDate(HasMetadata actual, HasMetadata desired) {
        try {
            return SSABasedGenericKubernetesResourceMatcher.getInstance().matches(actual, desired, context);
        } catch (IllegalStateException | OperatorException elementGone) {
            // Thrown when an element that we applied to a list is no longer there.
            return false;
        }
    }

    @Override
    public Optional<HasMetadata> read(HasMetadata object) {
        return Optional.ofNullable(client().resource(object).get());
    }

    @Override
    public void apply(HasMetadata desired, Optional<HasMetadata> actual) {
        remember(applied(desired), actual);
    }

    private HasMetadata applied(HasMetadata desired) {
        try {
            return client().resource(desired).patch(serverSideApply());
        } catch (KubernetesClientException failed) {
            if (REFUSALS.contains(failed.getCode())) {
                var status = failed.getStatus();
                String words = status == null ? failed.getMessage() : status.getMessage();
                throw new RefusedException(String.valueOf(words), failed);
            }
            throw failed;
        }
    }

    @SuppressWarnings("unchecked")
    private <R extends HasMetadata> void remember(R written, Optional<HasMetadata> before) {
        var id = ResourceID.fromResource(written);
        kinds.informer((Class<R>) written.getClass())
                .ifPresent(informer -> before.ifPresentOrElse(
                        earlier -> informer.handleRecentResourceUpdate(id, written, (R) earlier),
                        () -> informer.handleRecentResourceCreate(id, written)));
    }

    @Override
    public void delete(HasMetadata object) {
        client().resource(object).delete();
    }

    @Override
    public void patchStatus(InferenceGateway gateway, InferenceGatewayStatus status) {
        var patch = new InferenceGateway();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(gateway.getMetadata().getName())
                .withNamespace(gateway.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        var patched = client().resource(patch).subresource("status").patch(serverSideApply());
        context.eventSourceRetriever()
                .getControllerEventSource()
                .handleRecentResourceUpdate(ResourceID.fromResource(gateway), patched, gateway);
    }

    @Override
    public <R extends HasMetadata> List<R> all(Class<R> kind) {
        return kinds.informer(kind).map(informer -> informer.list().toList()).orElse(List.of());
    }

    @Override
    public Map<String, String> namespaceLabels(String namespace) {
        return lookups.namespaceLabels().of(namespace, client());
    }

    @Override
    public List<String> forbidden(Prometheus prometheus, String namespace) {
        return lookups.rights().forbidden(prometheus, namespace, client());
    }

    @Override
    public PodAnswer ask(Pod pod) {
        return readyz.apply(pod.getStatus().getPodIP());
    }

    private KubernetesClient client() {
        return context.getClient();
    }

    private PatchContext serverSideApply() {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(context.getControllerConfiguration().fieldManager())
                .withForce(true)
                .build();
    }
}
