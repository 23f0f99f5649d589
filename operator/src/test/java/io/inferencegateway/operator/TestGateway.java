package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.desired.Ownership;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.status.StatusOf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/// One gateway in a cluster in memory, as its user and the cluster's own controllers treat it.
class TestGateway {
    static final String NAMESPACE = "vision";
    static final String NAME = "resnet";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final MockCluster cluster;

    TestGateway(MockCluster cluster) {
        this.cluster = cluster;
    }

    KubernetesClient client() {
        return cluster.client();
    }

    <R extends HasMetadata> Resource<R> at(Class<R> kind) {
        return client().resources(kind).inNamespace(NAMESPACE).withName(NAME);
    }

    /// With the embedded model, and more lines of the spec.
    void create(String spec) {
        createWhole(embedded(spec));
    }

    /// With all of the spec.
    void createWhole(String spec) {
        var gateway = new InferenceGateway();
        gateway.getMetadata().setName(NAME);
        gateway.getMetadata().setNamespace(NAMESPACE);
        gateway.setSpec(spec(spec));
        client().resource(gateway).create();
    }

    void change(String spec) {
        changeWhole(embedded(spec));
    }

    void changeWhole(String spec) {
        edit(InferenceGateway.class, gateway -> gateway.setSpec(spec(spec)));
    }

    void annotate(String name, String value) {
        edit(
                InferenceGateway.class,
                gateway -> gateway.getMetadata().getAnnotations().put(name, value));
    }

    /// Changes what is nobody's business, so that the operator looks.
    void nudge() {
        annotate("touched", UUID.randomUUID().toString());
    }

    /// Edits until nobody else was faster.
    <R extends HasMetadata> void edit(Class<R> kind, Consumer<R> change) {
        await().atMost(PATIENCE)
                .ignoreException(KubernetesClientException.class)
                .until(() -> {
                    at(kind).edit(object -> {
                        change.accept(object);
                        return object;
                    });
                    return true;
                });
    }

    /// Applies fields of an object as somebody else.
    void applyAs(String manager, Class<? extends HasMetadata> kind, String yaml) {
        HasMetadata fields = Serialization.unmarshal(yaml, kind);
        fields.getMetadata().setName(NAME);
        fields.getMetadata().setNamespace(NAMESPACE);
        client().resource(fields)
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager(manager)
                        .withForce(true)
                        .build());
    }

    /// What the Deployment controller and the kubelet would do.
    void podsBecomeReady() {
        client().resource(Serialization.unmarshal("""
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: resnet-1
                          namespace: vision
                          labels: {inferencegateway.io/name: resnet, app.kubernetes.io/managed-by: inference-gateway-operator}
                        status:
                          phase: Running
                          podIP: 10.0.0.1
                          conditions: [{type: Ready, status: "True"}]
                        """, Pod.class)).createOr(NonDeletingOperation::update);
        await().atMost(PATIENCE)
                .ignoreException(KubernetesClientException.class)
                .until(() -> at(Deployment.class).editStatus(TestGateway::allPodsReady) != null);
        awaitCondition(ConditionType.READY, "True", "Ready");
    }

    private static Deployment allPodsReady(Deployment deployment) {
        int replicas = deployment.getSpec().getReplicas();
        deployment.setStatus(new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withUpdatedReplicas(replicas)
                .withReadyReplicas(replicas)
                .build());
        return deployment;
    }

    /// Creates the gateway and waits until it serves.
    void serve(String spec) {
        create(spec);
        awaitOwned(Deployment.class);
        podsBecomeReady();
    }

    InferenceGatewayStatus status() {
        return StatusOf.previous(at(InferenceGateway.class).get());
    }

    Long generation() {
        return at(InferenceGateway.class).get().getMetadata().getGeneration();
    }

    Optional<Condition> condition(ConditionType type) {
        return StatusOf.condition(status(), type);
    }

    String message(ConditionType type) {
        return condition(type).orElseThrow().getMessage();
    }

    void awaitCondition(ConditionType type, String status, String reason) {
        await().atMost(PATIENCE).until(() -> condition(type)
                .filter(found ->
                        found.getStatus().equals(status) && found.getReason().equals(reason))
                .isPresent());
    }

    /// Waits for what docs/reference/states.md says of a state.
    void awaitState(String name) {
        var state = States.named(name);
        await().alias(name).atMost(PATIENCE).until(() -> state.isSaidBy(status().conditions()));
    }

    <R extends HasMetadata> void awaitOwned(Class<R> kind) {
        await().atMost(PATIENCE).until(() -> Optional.ofNullable(at(kind).get())
                .filter(object -> Ownership.owns(at(InferenceGateway.class).get(), object))
                .isPresent());
    }

    <R extends HasMetadata> void awaitGone(Class<R> kind) {
        await().atMost(PATIENCE).until(() -> at(kind).get() == null);
    }

    int replicas() {
        return at(Deployment.class).get().getSpec().getReplicas();
    }

    void awaitReplicas(int replicas) {
        await().atMost(PATIENCE).until(() -> replicas() == replicas);
    }

    /// Image of the only container of the Deployment.
    String image() {
        return at(Deployment.class)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    /// `reason xTimes` of the Events of the gateway.
    List<String> news() {
        return client().events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(NAME))
                .map(event -> event.getReason() + " x"
                        + (event.getSeries() == null ? 1 : event.getSeries().getCount()))
                .sorted()
                .toList();
    }

    private static String embedded(String more) {
        return "model: {storageUri: \"builtin://efficientnet-lite0\"}\n" + more;
    }

    private static InferenceGatewaySpec spec(String whole) {
        return Serialization.unmarshal(whole, InferenceGatewaySpec.class);
    }
}
