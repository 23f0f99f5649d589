package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.management.OperatorMetrics;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.reconcile.GatewayReconciler;
import io.inferencegateway.operator.status.PodAnswer;
import io.inferencegateway.operator.status.StatusOf;
import io.inferencegateway.operator.telemetry.Tracing;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// An operator on a cluster in memory as `igw run` wires it, its own client and `/metrics` included.
public final class WatchedLoop implements AutoCloseable {
    public static final String NAMESPACE = "vision";
    static final Duration PATIENCE = Duration.ofSeconds(60);

    public final MockCluster cluster;
    private final KubernetesClient client;
    private final PrometheusMeterRegistry metrics;
    private final Tracing tracing;
    private final OperatorProcess operator;

    public WatchedLoop(MockCluster cluster, Map<String, String> env) throws IOException {
        this.cluster = cluster;
        var settings = new HashMap<>(env);
        settings.put("MANAGEMENT_PORT", "" + FreePorts.one());
        tracing = Tracing.fromEnv(env);
        metrics = OperatorMetrics.registry();
        client = OperatorProcess.client(config(cluster), metrics);
        operator = OperatorProcess.start(
                client,
                OperatorSettings.fromEnv(settings),
                Desired.STANDARD,
                InstantSource.system(),
                address -> new PodAnswer.Loaded("1.0", "sha256:abc"),
                new OperatorProcess.Telemetry(metrics, tracing));
    }

    /// Adds the metrics that a process has once.
    void watchProcess() {
        OperatorMetrics.watchProcess(metrics);
    }

    public void create(String name, String spec) {
        var gateway = new InferenceGateway();
        gateway.getMetadata().setName(name);
        gateway.getMetadata().setNamespace(NAMESPACE);
        gateway.setSpec(Serialization.unmarshal(
                "model: {storageUri: \"builtin://efficientnet-lite0\"}\n" + spec, InferenceGatewaySpec.class));
        cluster.client().resource(gateway).create();
    }

    /// What the Deployment controller would say.
    public void podsBecomeReady(String name) {
        var deployment = cluster.client()
                .resources(Deployment.class)
                .inNamespace(NAMESPACE)
                .withName(name);
        await().atMost(PATIENCE).until(() -> deployment.get() != null);
        deployment.editStatus(found -> {
            int replicas = found.getSpec().getReplicas();
            found.setStatus(new DeploymentStatusBuilder()
                    .withObservedGeneration(found.getMetadata().getGeneration())
                    .withReplicas(replicas)
                    .withUpdatedReplicas(replicas)
                    .withReadyReplicas(replicas)
                    .build());
            return found;
        });
    }

    public void awaitReason(String name, ConditionType type, String reason) {
        await().alias(name + " " + type + " " + reason).atMost(PATIENCE).until(() -> StatusOf.condition(
                        StatusOf.previous(gateway(name)), type)
                .filter(condition -> condition.getReason().equals(reason))
                .isPresent());
    }

    public InferenceGateway gateway(String name) {
        return cluster.client()
                .resources(InferenceGateway.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    public String scrape() {
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:" + operator.managementPort() + "/metrics");
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    @Override
    public void close() {
        operator.close();
        tracing.close();
        client.close();
        cluster.close();
    }

    /// Of the operator's client, which the cluster can tell from the test's.
    public static Config config(MockCluster cluster) {
        return new ConfigBuilder(cluster.client().getConfiguration())
                .withUserAgent(GatewayReconciler.FIELD_MANAGER)
                .build();
    }
}
