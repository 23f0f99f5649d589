package io.inferencegateway.operator.cli.assess;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.assess.LogLines;
import io.inferencegateway.operator.assess.RuleBook;
import io.inferencegateway.operator.assess.Seen;
import io.inferencegateway.operator.cli.cluster.Answers;
import io.inferencegateway.operator.desired.Labels;
import io.inferencegateway.operator.desired.Names;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A gateway in a cluster, its newest ready pod, and what the API server tells of them.
public final class ClusterDoor implements AutoCloseable {
    // The kubelet counts back from its own clock, in whole seconds.
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final InferenceGateway gateway;
    private final Pod pod;
    private final List<LocalPortForward> forwards = new ArrayList<>();

    private ClusterDoor(KubernetesClient client, InferenceGateway gateway, Pod pod) {
        this.client = client;
        this.gateway = gateway;
        this.pod = pod;
    }

    /// Finds the gateway and the pod to ask.
    ///
    /// @throws IOException when there is none, or the API server does not say
    public static ClusterDoor open(KubernetesClient client, String namespace, String name) throws IOException {
        var gateway = Answers.told(() -> Optional.ofNullable(client.resources(InferenceGateway.class)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()))
                .orElseThrow(() -> new IOException(
                        "there is no InferenceGateway %s in namespace %s; kubectl get inferencegateways --all-namespaces lists them"
                                .formatted(name, namespace)));
        var pods = Answers.told(() -> client.pods()
                .inNamespace(namespace)
                .withLabels(Labels.gatewaySelector(gateway))
                .list()
                .getItems());
        var pod = pods.stream()
                .filter(one -> one.getMetadata().getDeletionTimestamp() == null)
                .filter(one -> "Running".equals(one.getStatus().getPhase()))
                .max(Comparator.comparing(ClusterDoor::isReady)
                        .thenComparing(one -> one.getMetadata().getCreationTimestamp()))
                .orElseThrow(() -> new IOException(
                        "%s has no running pod to ask; kubectl describe inferencegateway -n %s %s says why"
                                .formatted(name, namespace, name)));
        return new ClusterDoor(client, gateway, pod);
    }

    public InferenceGateway gateway() {
        return gateway;
    }

    Pod pod() {
        return pod;
    }

    /// Leads to a port of the pod, until this is closed.
    public URI forward(int port, String scheme) throws IOException {
        var forward = Answers.told(() -> podResource().portForward(port, InetAddress.getLoopbackAddress(), 0));
        forwards.add(forward);
        return URI.create("%s://127.0.0.1:%d".formatted(scheme, forward.getLocalPort()));
    }

    /// Adds what the port-forwards say to the words about a pod that gives no answer: there it is told who may not use
    /// them.
    IOException explained(IOException unreachable) {
        return forwards.stream()
                .flatMap(forward ->
                        Stream.concat(forward.getServerThrowables().stream(), forward.getClientThrowables().stream()))
                .findFirst()
                .map(said -> new IOException(
                        unreachable.getMessage() + "; the port-forward says: " + Answers.first(said), said))
                .orElse(unreachable);
    }

    /// The log of the pod's container from now on.
    LogDoor log() {
        long start = System.nanoTime();
        return () -> seen(() -> LogLines.read(podResource()
                .inContainer(Names.CONTAINER)
                .sinceSeconds((int)
                        Duration.ofNanos(System.nanoTime() - start).plus(MARGIN).toSeconds())
                .getLog()));
    }

    /// Pods on the pod's node that read the log files of the node.
    Seen<List<String>> collectors() {
        return seen(
                () -> client
                        .pods()
                        .inAnyNamespace()
                        .withField("spec.nodeName", pod.getSpec().getNodeName())
                        .list()
                        .getItems()
                        .stream()
                        .filter(LogCollectors::isOne)
                        .map(one -> one.getMetadata().getNamespace() + "/"
                                + one.getMetadata().getName())
                        .toList());
    }

    /// The PrometheusRule of the gateway. That somebody evaluates it is what MonitoringReady says.
    Seen<RuleBook> rules() {
        var metadata = gateway.getMetadata();
        String source = "PrometheusRule %s/%s".formatted(metadata.getNamespace(), metadata.getName());
        return seen(() -> Optional.ofNullable(client.resources(PrometheusRule.class)
                        .inNamespace(metadata.getNamespace())
                        .withName(metadata.getName())
                        .get()))
                .map(rule -> RuleBooks.of(source, rule, gateway));
    }

    private PodResource podResource() {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static <T> Seen<T> seen(Supplier<T> question) {
        try {
            return Seen.of(Answers.told(question));
        } catch (IOException refused) {
            return Seen.not(String.valueOf(refused.getMessage()));
        }
    }

    @Override
    public void close() throws IOException {
        for (var forward : forwards) {
            forward.close();
        }
    }
}
