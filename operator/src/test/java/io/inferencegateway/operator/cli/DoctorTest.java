package io.inferencegateway.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.fabric8.mockwebserver.internal.MockDispatcher;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `igw doctor` against an API server in memory that has everything, but for what a test takes from it.
@Isolated
class DoctorTest {
    private static final Path CRD = Path.of("../crds/inferencegateways.inferencegateway.io.yaml");
    private static final String PUBLISHED = "/openapi/v3/apis/inferencegateway.io/v1alpha1";
    private static final String DEPLOYMENTS =
            "/apis/apps/v1/deployments?labelSelector=app.kubernetes.io%2Fname%3Dinference-gateway-operator";
    private static final String PROMETHEUSES = "/apis/monitoring.coreos.com/v1/prometheuses";
    private static final String REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final Map<ServerRequest, Queue<ServerResponse>> responses = new HashMap<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, Integer> refusals = new HashMap<>();
    private final KubernetesMockServer server = new KubernetesMockServer(
            new Context(), new MockWebServer(), responses, new MockDispatcher(responses), false);

    @TempDir
    Path folder;

    private record Result(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }

        JsonNode diagnosis(String id) throws IOException {
            for (var diagnosis : json()) {
                if (diagnosis.path("id").asText().equals(id)) {
                    return diagnosis;
                }
            }
            throw new AssertionError("no diagnosis " + id + " in " + out + err);
        }
    }

    @BeforeEach
    void everythingIsThere() throws IOException {
        server.init(InetAddress.getLoopbackAddress(), 0);
        bodies.put("/version", "{\"major\":\"1\",\"minor\":\"34+\",\"gitVersion\":\"v1.34.1\"}");
        bodies.put(PUBLISHED, published(schema()));
        bodies.put(REVIEWS, "{\"kind\":\"SelfSubjectAccessReview\",\"status\":{\"allowed\":true}}");
        bodies.put(DEPLOYMENTS, operator("", 1));
        bodies.put(
                "/apis/monitoring.coreos.com/v1",
                kinds("monitoring.coreos.com/v1", "ServiceMonitor", "PrometheusRule", "Prometheus"));
        bodies.put(PROMETHEUSES, prometheus("{}"));
        bodies.put(
                "/api/v1/namespaces/vision",
                "{\"kind\":\"Namespace\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"vision\",\"labels\":{\"a\":\"b\"}}}");
        bodies.put("/apis/metrics.k8s.io/v1beta1", kinds("metrics.k8s.io/v1beta1", "NodeMetrics", "PodMetrics"));
        bodies.put("/apis/keda.sh/v1alpha1", kinds("keda.sh/v1alpha1", "ScaledObject"));
        bodies.put("/apis/gateway.networking.k8s.io/v1", kinds("gateway.networking.k8s.io/v1", "HTTPRoute"));
        bodies.put(
                "/api/v1/nodes",
                list(
                        "Node",
                        "{\"metadata\":{\"name\":\"a\"},\"status\":{\"allocatable\":{\"nvidia.com/gpu\":\"2\"}}}"));
        bodies.put(
                "/apis/storage.k8s.io/v1/storageclasses",
                list(
                        "StorageClass",
                        "{\"metadata\":{\"name\":\"standard\",\"annotations\":{\"storageclass.kubernetes.io/is-default-class\":\"true\"}}}"));
    }

    @AfterEach
    void stop() {
        server.destroy();
    }

    private static ObjectNode schema() throws IOException {
        return (ObjectNode) new ObjectMapper(new YAMLFactory())
                .readTree(CRD.toFile())
                .at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static String published(JsonNode schema) {
        var document = new ObjectMapper().createObjectNode();
        document.putObject("components")
                .putObject("schemas")
                .set("io.inferencegateway.v1alpha1.InferenceGateway", schema);
        return document.toString();
    }

    private static String kinds(String apiVersion, String... kinds) {
        return "{\"kind\":\"APIResourceList\",\"groupVersion\":\"%s\",\"resources\":[%s]}"
                .formatted(
                        apiVersion,
                        String.join(
                                ",",
                                List.of(kinds).stream()
                                        .map(kind -> "{\"kind\":\"%s\",\"name\":\"%s\"}"
                                                .formatted(kind, kind.toLowerCase(Locale.ROOT)))
                                        .toList()));
    }

    private static String list(String kind, String items) {
        return "{\"kind\":\"%sList\",\"apiVersion\":\"v1\",\"items\":[%s]}".formatted(kind, items);
    }

    private static String operator(String watched, int ready) {
        return list("Deployment", """
                {"metadata": {"name": "igw", "namespace": "system", "labels": {"app.kubernetes.io/version": "0.1.0"}},
                 "spec": {"template": {"spec": {"containers": [{"name": "operator", "env": [%s]}]}}},
                 "status": {"readyReplicas": %d}}
                """.formatted(
                watched.isEmpty() ? "" : "{\"name\": \"WATCH_NAMESPACES\", \"value\": \"%s\"}".formatted(watched),
                ready));
    }

    private static String prometheus(String monitors) {
        return list("Prometheus", """
                {"apiVersion": "monitoring.coreos.com/v1", "kind": "Prometheus",
                 "metadata": {"name": "k8s", "namespace": "monitoring"}, "spec": {
                 "serviceMonitorSelector": %s, "serviceMonitorNamespaceSelector": {},
                 "ruleSelector": {}, "ruleNamespaceSelector": {}}}
                """.formatted(monitors));
    }

    private Result igw(String... arguments) throws IOException {
        responses.clear(); // also of what the server says of its version by itself
        bodies.forEach((path, body) -> (path.equals(REVIEWS)
                        ? server.expect().post()
                        : server.expect().get())
                .withPath(path)
                .andReturn(refusals.getOrDefault(path, 200), body)
                .always());
        return at("http://127.0.0.1:" + server.getPort(), arguments);
    }

    private Result at(String url, String... arguments) throws IOException {
        var kubeconfig = Files.writeString(folder.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test, namespace: vision}}]
                clusters: [{name: test, cluster: {server: "%s"}}]
                users: [{name: test, user: {token: secret}}]
                """.formatted(url));
        var out = new StringWriter();
        var err = new StringWriter();
        System.setProperty("kubeconfig", kubeconfig.toString());
        try {
            int code = Igw.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
            return new Result(code, out.toString(), err.toString());
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    private void refuse(String path) {
        refusals.put(path, 403);
        bodies.put(path, "{\"kind\":\"Status\",\"code\":403,\"message\":\"no right to do this\"}");
    }

    @Test
    void aClusterWithEverythingIsWell() throws Exception {
        var result = igw("doctor");

        assertEquals("", result.err());
        assertEquals(0, result.code(), result.out());
        assertEquals("""
                ok           API server                      Kubernetes v1.34.1
                ok           definition of InferenceGateway  every field of this release, and no other
                ok           right to create gateways        you may, in namespace vision
                ok           operator                        system/igw is ready, version 0.1.0
                ok           ServiceMonitor                  ServiceMonitor of monitoring.coreos.com/v1
                ok           PrometheusRule                  PrometheusRule of monitoring.coreos.com/v1
                ok           Prometheus that selects them    monitoring/k8s does, in namespace vision
                ok           metrics-server                  PodMetrics of metrics.k8s.io/v1beta1
                ok           KEDA                            ScaledObject of keda.sh/v1alpha1
                ok           Gateway API                     HTTPRoute of gateway.networking.k8s.io/v1
                ok           nodes with NVIDIA GPUs          1: a
                ok           default StorageClass            standard

                Nothing that is needed is missing; 0 optional things are not there
                """, result.out());
    }

    @Test
    void aBareClusterSaysWhatIsNeededForWhatAndWhatToDo() throws Exception {
        bodies.keySet().removeIf(path -> !path.equals("/version") && !path.equals(REVIEWS));
        bodies.put(DEPLOYMENTS, list("Deployment", ""));
        bodies.put("/api/v1/nodes", list("Node", "{\"metadata\":{\"name\":\"a\"},\"status\":{}}"));
        bodies.put("/apis/storage.k8s.io/v1/storageclasses", list("StorageClass", ""));
        var result = igw("doctor");

        assertEquals(1, result.code(), result.err());
        var lines = result.out().lines().toList();
        assertTrue(
                lines.get(1).matches("missing +definition of InferenceGateway +the cluster has no InferenceGateway"));
        assertEquals("             needed for: every gateway, and every field of this release", lines.get(2));
        assertTrue(lines.get(3).startsWith("             what to do: helm upgrade --install inference-gateway-crds "));
        assertTrue(result.out().contains("needed for: autoscaling by CPU (optional)\n"), result.out());
        assertEquals("2 of what is needed is not there; 8 optional things are not there", lines.getLast());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            service-monitor, prometheus-rule, prometheus | /apis/monitoring.coreos.com/v1
            metrics-server                               | /apis/metrics.k8s.io/v1beta1
            keda                                         | /apis/keda.sh/v1alpha1
            gateway-api                                  | /apis/gateway.networking.k8s.io/v1
            """)
    void whatIsOptionalIsMissingOneByOne(String ids, String path) throws Exception {
        bodies.remove(path);
        var result = igw("doctor", "-o", "json");

        assertEquals(0, result.code(), result.out());
        for (var diagnosis : result.json()) {
            boolean gone =
                    List.of(ids.split(", ")).contains(diagnosis.path("id").asText());
            assertEquals(gone ? "missing" : "ok", diagnosis.path("state").asText(), diagnosis.toString());
            assertEquals(gone, !diagnosis.path("advice").asText().isEmpty(), diagnosis.toString());
        }
        assertEquals(1, igw("doctor", "--strict").code());
    }

    @Test
    void aGroupWhoseServerIsDownIsMissing() throws Exception {
        refusals.put("/apis/metrics.k8s.io/v1beta1", 503);
        bodies.put(
                "/apis/metrics.k8s.io/v1beta1",
                "{\"kind\":\"Status\",\"code\":503,\"message\":\"service unavailable\"}");

        var diagnosis = igw("doctor", "-o", "json").diagnosis("metrics-server");
        assertEquals("missing", diagnosis.path("state").asText());
        assertTrue(diagnosis.path("seen").asText().contains("service unavailable"), diagnosis.toString());
    }

    @Test
    void whatAGatewayAsksForIsNeeded() throws Exception {
        bodies.remove("/apis/keda.sh/v1alpha1");
        bodies.put("/api/v1/nodes", list("Node", ""));
        var gateway = Files.writeString(folder.resolve("gateway.yaml"), """
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: cats}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0"}
                  device: cuda
                  autoscaling: {minReplicas: 2, maxReplicas: 4, metric: queueDepth, target: 4, prometheusUrl: "http://p:9090"}
                """);
        var result = igw("doctor", "-f", gateway.toString(), "-o", "json");

        assertEquals(1, result.code(), result.err());
        assertTrue(result.diagnosis("keda").path("needed").asBoolean());
        assertTrue(result.diagnosis("gpu").path("needed").asBoolean());
        assertEquals(
                "no node offers nvidia.com/gpu",
                result.diagnosis("gpu").path("seen").asText());
        assertEquals(false, result.diagnosis("metrics-server").path("needed").asBoolean());
    }

    @Test
    void whoMayNotLookIsToldWhoMay() throws Exception {
        refuse("/api/v1/nodes");
        refuse(DEPLOYMENTS);
        var result = igw("doctor", "-o", "json");

        assertEquals(1, result.code());
        assertEquals("not allowed", result.diagnosis("gpu").path("state").asText());
        assertEquals(
                "you may not look: the API server refuses: no right to do this",
                result.diagnosis("gpu").path("seen").asText());
        assertEquals(
                "have somebody who may (list deployments in all namespaces) run igw doctor",
                result.diagnosis("operator").path("advice").asText());
    }

    @Test
    void whoMayNotCreateGatewaysIsTold() throws Exception {
        bodies.put(REVIEWS, "{\"kind\":\"SelfSubjectAccessReview\",\"status\":{\"allowed\":false}}");
        var result = igw("doctor", "-n", "other", "-o", "json");

        assertEquals(1, result.code());
        assertEquals("not allowed", result.diagnosis("rights").path("state").asText());
        assertEquals(
                "you may not, in namespace other",
                result.diagnosis("rights").path("seen").asText());
    }

    @Test
    void anOldApiServerIsNotEnough() throws Exception {
        bodies.put("/version", "{\"major\":\"1\",\"minor\":\"29\",\"gitVersion\":\"v1.29.4\"}");

        assertEquals(
                "Kubernetes v1.29.4, and 1.30 is the oldest that is supported",
                igw("doctor", "-o", "json").diagnosis("api-server").path("seen").asText());
    }

    @Test
    void theDefinitionOfAnotherReleaseIsTold() throws Exception {
        var older = schema();
        ((ObjectNode) older.at("/properties/spec/properties")).remove("alerting");
        bodies.put(PUBLISHED, published(older));
        assertEquals(
                "the cluster's is of an older release: it lacks spec.alerting",
                igw("doctor", "-o", "json").diagnosis("definition").path("seen").asText());
    }

    @Test
    void theDefinitionOfANewerReleaseWillDo() throws Exception {
        var newer = schema();
        ((ObjectNode) newer.at("/properties/spec/properties/model/properties")).putObject("colour");
        bodies.put(PUBLISHED, published(newer));
        var result = igw("doctor", "-o", "json");
        assertEquals(
                "every field of this release, and of a newer one: spec.model.colour",
                result.diagnosis("definition").path("seen").asText());
        assertEquals(0, result.code());
    }

    @Test
    void anOperatorWithoutAPodOrForOthersIsNoOperator() throws Exception {
        bodies.put(DEPLOYMENTS, operator("", 0));
        assertEquals(
                "system/igw has no ready pod",
                igw("doctor", "-o", "json").diagnosis("operator").path("seen").asText());
    }

    @Test
    void anOperatorForOtherNamespacesIsNoOperator() throws Exception {
        bodies.put(DEPLOYMENTS, operator("team-a,team-b", 1));
        assertEquals(
                "system/igw watches other namespaces than vision",
                igw("doctor", "-o", "json").diagnosis("operator").path("seen").asText());
        assertEquals(
                "ok",
                igw("doctor", "-o", "json", "-n", "team-b")
                        .diagnosis("operator")
                        .path("state")
                        .asText());
    }

    @Test
    void aPrometheusThatSelectsOthersSaysWhatItWants() throws Exception {
        bodies.put(PROMETHEUSES, prometheus("{\"matchLabels\": {\"release\": \"kube\"}}"));
        var seen =
                igw("doctor", "-o", "json").diagnosis("prometheus").path("seen").asText();

        assertTrue(
                seen.startsWith(
                        "Prometheus monitoring/k8s wants, by its serviceMonitorSelector, the label release=kube"),
                seen);
    }

    @Test
    void whoIsOutOfReachIsTwoAndASentence() throws Exception {
        var result = at("http://127.0.0.1:1", "doctor");

        assertEquals(2, result.code(), result.out() + result.err());
        assertEquals("", result.out());
        assertTrue(result.err().startsWith("the API server gives no answer: "), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void anUnknownContextIsTwo() throws Exception {
        var result = igw("doctor", "--context", "nobody");

        assertEquals(2, result.code());
        assertTrue(result.err().startsWith("the kubeconfig has no context nobody"), result.err());
    }

    @Test
    void wrongUsageIsTwo() throws Exception {
        assertEquals(2, igw("doctor", "-o", "yaml").code());
    }
}
