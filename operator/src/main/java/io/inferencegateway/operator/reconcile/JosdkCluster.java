package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Names;
import io.inferencegateway.operator.desired.Ownership;
import io.inferencegateway.operator.desired.Reference;
import io.inferencegateway.operator.status.BudgetAnswer;
import io.inferencegateway.operator.status.GatewayEvent;
import io.inferencegateway.operator.status.PodAnswer;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The real cluster: java-operator-sdk's caches to read, server-side apply to write. What was written is put into the
/// cache at once, so that the next reconciliation does not see the state before and write again.
final class JosdkCluster implements Cluster {
    private final Context<InferenceGateway> context;
    private final OwnedKinds kinds;
    private final Lookups lookups;
    private final Senses senses;

    JosdkCluster(Context<InferenceGateway> context, OwnedKinds kinds, Lookups lookups, Senses senses) {
        this.context = context;
        this.kinds = kinds;
        this.lookups = lookups;
        this.senses = senses;
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
        kinds.watched().forEach(kind -> cached(kind, gateway).ifPresent(resources::add));
        var pods = kinds.informer(Pod.class)
                .map(informer -> answer(informer, () -> informer.getSecondaryResources(gateway)))
                .orElse(Set.of());
        return new Owned(resources, List.copyOf(pods));
    }

    // By the name they all have. The SDK's own answer is a set, and hashing whole objects was 7 % of the operator's
    // CPU; its index is filled by events, some time after the cache.
    private <R extends HasMetadata> Optional<R> cached(Class<R> kind, InferenceGateway gateway) {
        return kinds.informer(kind)
                .flatMap(informer -> answer(informer, () -> informer.get(ResourceID.fromResource(gateway))))
                .filter(object -> Ownership.isNamedBy(gateway, object));
    }

    // An informer that has stopped holds nothing, and it says that it stops before it lets go.
    private static <A> A answer(InformerEventSource<?, ?> informer, Supplier<A> question) {
        var answer = question.get();
        if (!informer.isRunning()) {
            throw new StoppedException();
        }
        return answer;
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
    public Optional<Set<String>> keys(Reference reference, String namespace) {
        return Forbidden.otherwise(Optional.of(reference.files().keySet()), () -> switch (reference.kind()) {
            case SECRET ->
                found(client().secrets(), reference, namespace)
                        .map(secret -> secret.getData().keySet());
            case CONFIG_MAP ->
                found(client().configMaps(), reference, namespace).map(JosdkCluster::keys);
            case CLAIM ->
                found(client().persistentVolumeClaims(), reference, namespace).map(claim -> Set.<String>of());
        });
    }

    private static <R> Optional<R> found(
            MixedOperation<R, ?, Resource<R>> kind, Reference reference, String namespace) {
        return Optional.ofNullable(
                kind.inNamespace(namespace).withName(reference.name()).get());
    }

    private static Set<String> keys(ConfigMap map) {
        var keys = new HashSet<>(map.getData().keySet());
        keys.addAll(map.getBinaryData().keySet());
        return keys;
    }

    @Override
    public void apply(HasMetadata desired, Optional<HasMetadata> actual) {
        remember(applied(desired, actual, context.getControllerConfiguration().fieldManager()), actual);
    }

    @Override
    public void keep(HasMetadata fields, HasMetadata actual) {
        remember(applied(fields, Optional.of(actual), Replicas.KEEPER), Optional.of(actual));
    }

    private HasMetadata applied(HasMetadata desired, Optional<HasMetadata> actual, String manager) {
        return Refusal.told(() -> client().resource(only(desired, actual)).patch(serverSideApply(manager)));
    }

    @SuppressWarnings("unchecked")
    private <R extends HasMetadata> void remember(R written, Optional<HasMetadata> before) {
        var id = ResourceID.fromResource(written);
        kinds.informer((Class<R>) written.getClass()).ifPresent(informer -> before.filter(
                        // One that had lost our label was never in the cache.
                        earlier -> informer.get(id).isPresent())
                .ifPresentOrElse(
                        earlier -> informer.handleRecentResourceUpdate(id, written, (R) earlier),
                        () -> informer.handleRecentResourceCreate(id, written)));
    }

    @Override
    public void delete(HasMetadata object) {
        Refusal.told(() -> client().resource(object).delete());
    }

    @Override
    public void patchStatus(InferenceGateway gateway, InferenceGatewayStatus status) {
        var patch = new InferenceGateway();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(gateway.getMetadata().getName())
                .withNamespace(gateway.getMetadata().getNamespace())
                .build());
        // The assessment is another manager's.
        patch.setStatus(status.withoutAssessment());
        var patched = client().resource(patch)
                .subresource("status")
                .patch(serverSideApply(context.getControllerConfiguration().fieldManager()));
        context.eventSourceRetriever()
                .getControllerEventSource()
                .handleRecentResourceUpdate(ResourceID.fromResource(gateway), patched, gateway);
    }

    @Override
    public BudgetAnswer budget(InferenceGateway gateway) {
        return senses.budgets().of(Names.series(gateway));
    }

    @Override
    public void tell(InferenceGateway gateway, List<GatewayEvent> news) {
        news.forEach(event -> senses.events().write(client(), gateway, event));
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
        return senses.readyz().apply(pod.getStatus().getPodIP());
    }

    private KubernetesClient client() {
        return context.getClient();
    }

    private HasMetadata only(HasMetadata desired, Optional<HasMetadata> actual) {
        return Guard.only(client().getKubernetesSerialization().clone(desired), actual);
    }

    private static PatchContext serverSideApply(String manager) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build();
    }
}
