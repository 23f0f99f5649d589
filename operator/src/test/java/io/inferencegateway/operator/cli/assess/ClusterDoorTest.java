package io.inferencegateway.operator.cli.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.AlertRules;
import io.inferencegateway.operator.mock.MockCluster;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is found in a cluster in memory. Port-forwards and logs are tried on a real one, by `.ci/e2e/assess.sh`.
class ClusterDoorTest {
    private final MockCluster cluster = new MockCluster(true);

    @AfterEach
    void stop() {
        cluster.close();
    }

    private ClusterDoor open() throws IOException {
        return ClusterDoor.open(cluster.client(), "vision", "minimal");
    }

    private void gateway() {
        cluster.client().resource(Golden.gateway("minimal")).create();
    }

    private void pod(String name, String namespace, String labels, String owner, String path, boolean ready) {
        cluster.client()
                .resource(Serialization.unmarshal(
                        """
                        apiVersion: v1
                        kind: Pod
                        metadata:
                          name: %s
                          namespace: %s
                          labels: {%s}
                          ownerReferences: [{apiVersion: apps/v1, kind: %s, name: x, uid: u}]
                        spec:
                          nodeName: node
                          containers: [{name: inference}]
                          volumes: [{name: v, hostPath: {path: %s}}]
                        status:
                          phase: Running
                          conditions: [{type: Ready, status: "%s"}]
                        """.formatted(name, namespace, labels, owner, path, ready ? "True" : "False"), Pod.class))
                .create();
    }

    private void ofGateway(String name, boolean ready) {
        pod(name, "vision", "inferencegateway.io/name: minimal", "ReplicaSet", "/var/log/pods", ready);
    }

    @Test
    void aGatewayThatIsNotThereIsASentence() {
        var missing = assertThrows(IOException.class, this::open);

        assertEquals(
                "there is no InferenceGateway minimal in namespace vision; kubectl get inferencegateways"
                        + " --all-namespaces lists them",
                missing.getMessage());
    }

    @Test
    void aGatewayWithoutAPodIsASentence() {
        gateway();

        assertTrue(
                assertThrows(IOException.class, this::open).getMessage().contains("minimal has no running pod to ask"));
    }

    @Test
    void anApiServerThatRefusesIsQuoted() {
        cluster.allowOnly(cluster.client().getConfiguration().getUserAgent(), (method, uri) -> false);

        String words = assertThrows(IOException.class, this::open).getMessage();
        assertTrue(words.startsWith("the API server refuses: "), words);
    }

    @Test
    void aReadyPodIsAskedBeforeOneThatIsNot() throws IOException {
        gateway();
        ofGateway("minimal-1", true);
        ofGateway("minimal-2", false);

        try (var door = open()) {
            assertEquals("minimal-1", door.pod().getMetadata().getName());
        }
    }

    @Test
    void aLogCollectorIsADaemonSetsPodWithTheNodesLogFolder() {
        pod("alloy", "logs", "a: b", "DaemonSet", "/var/log/", true);
        pod("proxy", "kube-system", "a: b", "DaemonSet", "/lib/modules", true);
        pod("reader", "vision", "a: b", "ReplicaSet", "/var/log", true);

        assertEquals(
                List.of("alloy"),
                cluster.client().pods().inAnyNamespace().list().getItems().stream()
                        .filter(LogCollectors::isOne)
                        .map(pod -> pod.getMetadata().getName())
                        .toList());
    }

    @Test
    void theRulesAreThoseOfTheObject() throws IOException {
        gateway();
        ofGateway("minimal-1", true);

        try (var door = open()) {
            assertEquals(
                    Optional.of("there is no such object"),
                    door.rules().optional().orElseThrow().unheeded());
            var rules = AlertRules.of(Golden.gateway("minimal"), OperatorSettings.defaults());
            rules.getMetadata().setOwnerReferences(List.of());
            cluster.client().resource(rules).create();
            assertTrue(door.rules().optional().orElseThrow().rules().size() > 20);
        }
    }
}
