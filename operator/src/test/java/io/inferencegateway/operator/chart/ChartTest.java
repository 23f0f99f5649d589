package io.inferencegateway.operator.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencegateway.operator.desired.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Helm makes of the chart. Skipped, and said so, where there is no helm: `HELM` names one.
class ChartTest {
    private static TreeSet<String> rights(List<JsonNode> objects) {
        return objects.stream()
                .map(object -> object.path("kind").asText())
                .filter(kind -> kind.contains("Role"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void anOperatorForSomeNamespacesGetsRolesThereAndNoClusterRole() throws Exception {
        var objects = Helm.render("--set", "watchNamespaces={a,b},leaderElection=true,replicas=2");
        assertEquals(List.of("Role", "RoleBinding"), List.copyOf(rights(objects)));
        var places = objects.stream()
                .filter(object -> object.path("kind").asText().startsWith("Role"))
                .map(object -> object.path("metadata").path("namespace").asText() + "/"
                        + object.path("kind").asText())
                .sorted()
                .toList();
        assertEquals(
                List.of("a/Role", "a/RoleBinding", "b/Role", "b/RoleBinding", "sys/Role", "sys/RoleBinding"), places);
        for (var object : objects) {
            for (var subject : object.path("subjects")) {
                assertEquals("sys", subject.path("namespace").asText());
            }
            assertTrue(
                    object.path("metadata").has("namespace"),
                    object.path("kind").asText());
        }
    }

    @Test
    void anOperatorForAllNamespacesGetsAClusterRole() throws Exception {
        assertEquals(List.of("ClusterRole", "ClusterRoleBinding"), List.copyOf(rights(Helm.render())));
    }

    @Test
    void theAlertsAreTheRuleFileForThisInstallation(@TempDir Path folder) throws Exception {
        var objects = Helm.render(
                "--set",
                "metrics.serviceMonitor.enabled=true,metrics.prometheusRule.enabled=true,metrics.prometheusRule.labels.release=x");
        var rule = Helm.only(objects, "PrometheusRule");
        assertEquals("x", rule.path("metadata").path("labels").path("release").asText());
        var service = Helm.only(objects, "Service");
        var text = Helm.YAML.writeValueAsString(rule.path("spec"));
        // Prometheus calls a job after the Service, unless the ServiceMonitor says otherwise.
        var selector = "{namespace=\"sys\",job=\"%s\""
                .formatted(service.path("metadata").path("name").asText());
        for (var alert : rule.path("spec").path("groups").path(0).path("rules")) {
            assertTrue(alert.path("expr").asText().contains(selector), alert.toString());
        }
        Promtool.run("check", "rules", write(folder, text).toString());
    }

    private static Path write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("rules.yaml"), text);
    }

    @Test
    void tracesGoWhereTheChartIsTold() throws Exception {
        var env = variables(Helm.render("--set", "tracing.endpoint=http://c:4318,tracing.samplingRatio=0.1"));
        assertTrue(env.contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318"), env.toString());
        assertTrue(env.contains("OTEL_TRACES_SAMPLER=parentbased_traceidratio"), env.toString());
        assertTrue(env.contains("OTEL_TRACES_SAMPLER_ARG=0.1"), env.toString());
        assertTrue(variables(Helm.render()).stream().noneMatch(variable -> variable.startsWith("OTEL_")));
    }

    private static List<String> variables(List<JsonNode> objects) {
        var found = new ArrayList<String>();
        container(objects)
                .path("env")
                .forEach(variable -> found.add(variable.path("name").asText() + "="
                        + variable.path("value").asText()));
        return found;
    }

    private static JsonNode container(List<JsonNode> objects) {
        return Helm.only(objects, "Deployment").at("/spec/template/spec/containers/0");
    }

    @Test
    void aDigestWinsOverATag() throws Exception {
        String digest = "sha256:" + "a".repeat(64);
        var objects =
                Helm.render("--set", "image.repository=registry.example.com/op,image.tag=v1,image.digest=" + digest);
        assertEquals(
                "registry.example.com/op@" + digest,
                container(objects).path("image").asText());
        assertEquals(
                "registry.example.com/op@" + digest,
                Helm.only(objects, "Pod").at("/spec/containers/0/image").asText());
    }

    @Test
    void aBudgetComesWithTheSecondPod() throws Exception {
        assertTrue(Helm.render().stream()
                .noneMatch(object -> object.path("kind").asText().equals("PodDisruptionBudget")));
        var budget = Helm.only(Helm.render("--set", "replicas=2,leaderElection=true"), "PodDisruptionBudget");
        assertEquals(1, budget.at("/spec/maxUnavailable").asInt());
    }

    @Test
    void thePodOfTheTestIsNoneOfTheOperators() throws Exception {
        var objects = Helm.render("--set", "replicas=2,leaderElection=true");
        var labels = Helm.only(objects, "Pod").at("/metadata/labels");
        for (var selector : List.of(
                Helm.only(objects, "Service").at("/spec/selector"),
                Helm.only(objects, "Deployment").at("/spec/selector/matchLabels"),
                Helm.only(objects, "PodDisruptionBudget").at("/spec/selector/matchLabels"),
                Helm.only(objects, "NetworkPolicy").at("/spec/podSelector/matchLabels"))) {
            assertEquals(
                    "inference-gateway-operator",
                    selector.path("app.kubernetes.io/name").asText());
            assertEquals(
                    "inference-gateway-test",
                    labels.path("app.kubernetes.io/name").asText());
        }
    }

    @Test
    void whoMayReachTheOperatorIsNotAllowedWithoutItsOwnTest() throws Exception {
        assertTrue(Helm.only(Helm.render(), "NetworkPolicy")
                .at("/spec/ingress/0/from")
                .isMissingNode());
        var peers = Helm.only(
                        Helm.render("--set-json", "networkPolicy.managementFrom=[{\"namespaceSelector\":{}}]"),
                        "NetworkPolicy")
                .at("/spec/ingress/0/from");
        assertEquals(2, peers.size());
        assertEquals(
                "inference-gateway-test",
                peers.at("/0/podSelector/matchLabels")
                        .path("app.kubernetes.io/name")
                        .asText());
    }

    @Test
    void whatTheOperatorReachesIsLimitedOnRequest() throws Exception {
        var open = Helm.only(Helm.render(), "NetworkPolicy").path("spec");
        assertEquals("[\"Ingress\"]", open.path("policyTypes").toString());
        var limited = Helm.only(Helm.render("--set", "networkPolicy.egress.enabled=true"), "NetworkPolicy")
                .path("spec");
        assertEquals("[\"Ingress\",\"Egress\"]", limited.path("policyTypes").toString());
        assertEquals(
                List.of("53", "53", "443", "6443", "8002"),
                limited.path("egress").findValuesAsText("port"));
    }

    @Test
    void somebodyElseMayKeepAccountAndRights() throws Exception {
        var kinds = Helm.render(
                        "--set",
                        "rbac.create=false,serviceAccount.create=false,serviceAccount.name=theirs,leaderElection=true")
                .stream()
                .map(object -> object.path("kind").asText())
                .filter(kind -> kind.contains("Role") || kind.equals("ServiceAccount"))
                .toList();
        assertEquals(List.of(), kinds);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            replicas=2                                                     | set leaderElection: true
            metrics.prometheusRule.enabled=true                            | needs metrics.serviceMonitor.enabled
            prometheus.ca.secret=a,prometheus.ca.configMap=b               | both configMap and secret: keep one
            prometheus.token.secret=a,prometheus.token.serviceAccount=true | both secret and serviceAccount: keep one
            prometheus.url=http://p,prometheus.token.secret=a              | needs an https:// prometheus.url
            serviceAccount.create=false                                    | serviceAccount.name must say which
            networkPolicy.egress.enabled=true,tracing.endpoint=http://c    | add a rule for them to networkPolicy.egress.extra
            replicaz=1                                                     | additional properties 'replicaz' not allowed
            logLevel=LOUD                                                  | at '/logLevel'
            image.digest=abc                                               | at '/image/digest'
            """)
    void whatCannotWorkIsRefusedInWords(String values, String words) throws Exception {
        var result = Helm.template("--set", values);
        assertEquals(1, result.code(), result.output());
        assertTrue(result.output().contains(words), result.output());
    }
}
