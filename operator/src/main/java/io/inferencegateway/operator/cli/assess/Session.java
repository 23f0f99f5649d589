package io.inferencegateway.operator.cli.assess;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.assess.Assessment;
import io.inferencegateway.operator.assess.RuleBook;
import io.inferencegateway.operator.assess.Seen;
import io.inferencegateway.operator.cli.cluster.Kubeconfig;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of `igw assess`, from its wishes to its outcome.
public final class Session {
    private static final String NO_CLUSTER = "it is seen in a cluster only; give the NAME of a gateway";

    private final Wishes wishes;
    private final PrometheusSettings prometheus;

    private Session(Wishes wishes, PrometheusSettings prometheus) {
        this.wishes = wishes;
        this.prometheus = prometheus;
    }

    /// What came of it.
    public record Outcome(Assessment assessment, Subject subject) {}

    /// Opens the doors, gathers the evidence and judges it.
    ///
    /// @param env where Prometheus' settings are
    /// @throws IOException when somebody who was named gives no answer
    public static Outcome of(Wishes wishes, Map<String, String> env) throws IOException, InterruptedException {
        var session = new Session(wishes, prometheus(wishes, env));
        return wishes.name().isPresent() ? session.inCluster(wishes.name().get()) : session.atUrl();
    }

    private static PrometheusSettings prometheus(Wishes wishes, Map<String, String> env) {
        var settings = new HashMap<>(env);
        settings.keySet().removeIf(name -> !name.startsWith("PROMETHEUS_"));
        wishes.prometheus().ifPresent(url -> settings.put("PROMETHEUS_URL", url));
        return OperatorSettings.fromEnv(settings).prometheus();
    }

    private Outcome atUrl() throws IOException, InterruptedException {
        var url = wishes.url().orElseThrow();
        var gateway = wishes.resource()
                .map(Seen::of)
                .orElseGet(() -> Seen.not("the gateway's resource is not known; give its file with -f"));
        var target = target(
                door(url, wishes.managementUrl(), wishes.insecure()),
                LogDoor.NONE,
                gateway,
                Seen.not(NO_CLUSTER),
                Seen.not("whether something reads the log on its node is seen in a cluster only"),
                Seen.not("no Prometheus was given to ask; give one with --prometheus"));
        return new Outcome(judged(target), subject(url.toString(), wishes.resource(), url));
    }

    private Outcome inCluster(String name) throws IOException, InterruptedException {
        var config = Kubeconfig.of(wishes.context());
        String namespace = Kubeconfig.namespace(wishes.namespace(), config);
        try (var client = new KubernetesClientBuilder().withConfig(config).build();
                var cluster = ClusterDoor.open(client, namespace, name)) {
            var target = target(
                    door(cluster),
                    cluster.log(),
                    Seen.of(cluster.gateway()),
                    Seen.of(cluster.pod()),
                    cluster.collectors(),
                    cluster.rules());
            var assessment = judged(target, cluster);
            if (wishes.writeStatus()) {
                StatusDoor.write(client, cluster.gateway(), assessment);
            }
            String title = "%s/%s, pod %s"
                    .formatted(namespace, name, cluster.pod().getMetadata().getName());
            return new Outcome(
                    assessment,
                    subject(title, Optional.of(cluster.gateway()), target.door().url()));
        }
    }

    private Target target(
            PodDoor door,
            LogDoor log,
            Seen<InferenceGateway> gateway,
            Seen<Pod> pod,
            Seen<List<String>> collectors,
            Seen<RuleBook> rules)
            throws IOException, InterruptedException {
        return new Target(
                door,
                wishes.logFile().isPresent() ? LogDoor.of(wishes.logFile().get()) : log,
                gateway,
                pod,
                collectors,
                prometheus.url().isPresent() && gateway.optional().isPresent()
                        ? Seen.of(RuleBooks.of(prometheus, gateway.optional().get()))
                        : rules);
    }

    private Assessment judged(Target target, ClusterDoor cluster) throws IOException {
        try {
            return judged(target);
        } catch (IOException unreachable) {
            throw cluster.explained(unreachable);
        }
    }

    private Assessment judged(Target target) throws IOException {
        try (var door = target.door()) {
            return Assessment.of(new Gathering(target, wishes.metricsPath(), new Requests(wishes.apiKey())).evidence());
        }
    }

    private PodDoor door(ClusterDoor cluster) throws IOException {
        if (wishes.url().isPresent()) {
            return door(wishes.url().get(), wishes.managementUrl(), wishes.insecure());
        }
        boolean tls = cluster.gateway().getSpec().expose().tls() != null;
        return door(
                cluster.forward(Endpoints.API_PORT, tls ? "https" : "http"),
                Optional.of(cluster.forward(Endpoints.MANAGEMENT_PORT, "http")),
                true);
    }

    private PodDoor door(URI api, Optional<URI> management, boolean anyCertificate) {
        return new PodDoor(api, management, wishes.apiKey(), Http.client(anyCertificate));
    }

    private static Subject subject(String title, Optional<InferenceGateway> gateway, URI url) {
        return new Subject(
                title,
                gateway.map(known -> known.getMetadata().getNamespace()).orElse("NAMESPACE"),
                gateway.map(known -> known.getMetadata().getName()).orElse("NAME"),
                url.toString());
    }
}
