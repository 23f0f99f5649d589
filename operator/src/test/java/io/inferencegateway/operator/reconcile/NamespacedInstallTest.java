package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.operator.WatchedLoop;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.status.StatusOf;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The operator with the rights of a namespaced install and no others: the chart's Roles in the listed namespaces, the
/// lease in its own, and what every service account may.
class NamespacedInstallTest {
    private static final String HOME = "igw-system";
    private static final Set<String> EVERYBODY = Set.of(
            "authorization.k8s.io/selfsubjectaccessreviews create",
            "authorization.k8s.io/selfsubjectrulesreviews create");
    private static final Pattern GROUP = Pattern.compile("^/apis/([^/]+)/.*$");
    private static final Pattern NAMESPACE = Pattern.compile("^.*/namespaces/([^/]+)/.*$");

    private Map<String, Set<String>> roles = Map.of();
    private WatchedLoop loop;

    @BeforeEach
    void install() throws Exception {
        var rules = ChartRules.of("rules");
        roles = Map.of(WatchedLoop.NAMESPACE, rules, "speech", rules, HOME, ChartRules.ofTheLease());
        var cluster = new MockCluster(true);
        cluster.allowOnly(GatewayReconciler.FIELD_MANAGER, this::may);
        loop = new WatchedLoop(
                cluster,
                Map.of(
                        "WATCH_NAMESPACES",
                        WatchedLoop.NAMESPACE + ",speech",
                        "LEADER_ELECTION",
                        "true",
                        "POD_NAMESPACE",
                        HOME));
    }

    @AfterEach
    void end() {
        loop.close();
    }

    private boolean may(String method, URI uri) {
        var call = ApiCall.of(method, uri);
        if (call.resource().equals("discovery")) {
            return true;
        }
        String permission = first(GROUP, uri.getPath()) + "/" + call.resource() + " " + call.verb();
        return EVERYBODY.contains(permission)
                || roles.getOrDefault(first(NAMESPACE, uri.getPath()), Set.of()).contains(permission);
    }

    private static String first(Pattern pattern, String path) {
        var matcher = pattern.matcher(path);
        return matcher.matches() ? matcher.group(1) : "";
    }

    @Test
    void aGatewayComesToServeWithoutASingleForbiddenRequest() {
        // Two pods, so that there is a PodDisruptionBudget, too.
        loop.create("cats", "replicas: 2");
        loop.podsBecomeReady("cats");
        loop.awaitReason("cats", ConditionType.READY, "Ready");
        loop.awaitReason("cats", ConditionType.MONITORING_READY, "NotVerified");
        var monitoring = StatusOf.condition(StatusOf.previous(loop.gateway("cats")), ConditionType.MONITORING_READY)
                .orElseThrow();
        assertEquals("Unknown", monitoring.getStatus());
        assertTrue(monitoring.getMessage().contains("it watches some namespaces only"), monitoring.getMessage());
        assertEquals(List.of(), loop.cluster.forbidden());
        assertFalse(loop.scrape().contains("code=\"403\""));
    }

    /// Or the test above would show nothing.
    @Test
    void elsewhereItHasNoRights() {
        try (var client = new KubernetesClientBuilder()
                .withConfig(WatchedLoop.config(loop.cluster))
                .build()) {
            var everywhere = client.resources(Deployment.class).inAnyNamespace();
            assertEquals(
                    403,
                    assertThrows(KubernetesClientException.class, everywhere::list)
                            .getCode());
            var other = client.resources(Deployment.class).inNamespace("other");
            assertEquals(
                    403,
                    assertThrows(KubernetesClientException.class, other::list).getCode());
            var namespaces = client.namespaces().withName(WatchedLoop.NAMESPACE);
            assertEquals(
                    403,
                    assertThrows(KubernetesClientException.class, namespaces::get)
                            .getCode());
            assertEquals(
                    0,
                    client.resources(Deployment.class)
                            .inNamespace("speech")
                            .list()
                            .getItems()
                            .size());
        }
        assertEquals(
                3, loop.cluster.forbidden().size(), loop.cluster.forbidden().toString());
    }
}
