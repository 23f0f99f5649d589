package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.desired.Ownership;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.status.PodAnswer;
import io.inferencegateway.operator.status.StatusOf;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// A cluster in memory, the operator on it and one gateway, for tests of the loop.
final class Loop implements AutoCloseable {
    static final String NAMESPACE = "vision";
    static final String NAME = "resnet";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final MockCluster cluster = new MockCluster(true);
    private final AtomicInteger reconciliations = new AtomicInteger();
    private volatile Duration ahead = Duration.ZERO;
    private OperatorProcess operator;

    Loop(Map<String, String> env) throws IOException {
        run(env);
    }

    private void run(Map<String, String> env) throws IOException {
        var told = OperatorSettings.fromEnv(env);
        var settings = new OperatorSettings(
                told.runtimeImageCpu(),
                told.runtimeImageCuda(),
                told.watchNamespaces(),
                told.leaderElection(),
                told.namespace(),
                told.podName(),
                0,
                told.runbookUrl(),
                told.sloTestTimeDivisor(),
                told.prometheus());
        Desired counted = (gateway, capabilities, with) -> {
            reconciliations.incrementAndGet();
            return Desired.of(gateway, capabilities, with);
        };
        operator = OperatorProcess.start(
                cluster.client(),
                settings,
                counted,
                () -> Instant.now().plus(ahead),
                address -> new PodAnswer.Loaded("1.0", "sha256:abc"));
    }

    /// The operator ends, and another one with other settings begins.
    void upgrade(Map<String, String> env) throws IOException {
        operator.close();
        run(env);
    }

    void uninstall() {
        operator.close();
    }

    KubernetesClient client() {
        return cluster.client();
    }

    <R extends HasMetadata> Resource<R> at(Class<R> kind) {
        return client().resources(kind).inNamespace(NAMESPACE).withName(NAME);
    }

    void create(String spec) {
        var gateway = new InferenceGateway();
        gateway.getMetadata().setName(NAME);
        gateway.getMetadata().setNamespace(NAMESPACE);
        gateway.setSpec(spec(spec));
        client().resource(gateway).create();
    }

    void change(String spec) {
        edit(InferenceGateway.class, gateway -> gateway.setSpec(spec(spec)));
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

    /// Has the gateway looked at, some time later.
    void touch(Duration later) {
        ahead = ahead.plus(later);
        int looks = reconciliations.get();
        nudge();
        await().atMost(PATIENCE).until(() -> reconciliations.get() > looks);
    }

    /// Changes what is nobody's business, so that the operator looks.
    void nudge() {
        edit(InferenceGateway.class, gateway -> gateway.getMetadata()
                .getAnnotations()
                .put("touched", UUID.randomUUID().toString()));
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

    Optional<Condition> condition(ConditionType type) {
        return StatusOf.condition(StatusOf.previous(at(InferenceGateway.class).get()), type);
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
        await().alias(name)
                .atMost(PATIENCE)
                .until(() -> state.isSaidBy(
                        StatusOf.previous(at(InferenceGateway.class).get()).conditions()));
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

    /// What the Deployment controller would say.
    void podsBecomeReady() {
        at(Deployment.class).editStatus(deployment -> {
            int replicas = deployment.getSpec().getReplicas();
            deployment.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withUpdatedReplicas(replicas)
                    .withReadyReplicas(replicas)
                    .build());
            return deployment;
        });
        awaitCondition(ConditionType.READY, "True", "Ready");
    }

    /// Waits until the operator has written nothing for two seconds: what it was still about to do is done.
    void awaitSilence() throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        int seen = -1;
        while (seen != cluster.writes().size() && Instant.now().isBefore(deadline)) {
            seen = cluster.writes().size();
            Thread.sleep(2000);
        }
    }

    List<String> writesSince(int before) {
        var writes = cluster.writes();
        return writes.subList(before, writes.size());
    }

    @Override
    public void close() {
        operator.close();
        cluster.close();
    }

    private static InferenceGatewaySpec spec(String more) {
        return Serialization.unmarshal(
                "model: {storageUri: \"builtin://efficientnet-lite0\"}\n" + more, InferenceGatewaySpec.class);
    }
}
