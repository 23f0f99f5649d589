package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Helm makes of the chart. Skipped, and said so, where there is no helm: `HELM` names one.
class ChartTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static List<JsonNode> render(String... values) throws Exception {
        var helm = find();
        Assumptions.assumeTrue(
                helm.isPresent(), "no helm: set HELM to its path, or put it on PATH, to check the chart");
        var command = new ArrayList<>(List.of(
                helm.orElseThrow().toString(),
                "template",
                "inference-gateway",
                "../helm/inference-gateway",
                "-n",
                "sys"));
        command.addAll(List.of(values));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), output);
        var documents = new ArrayList<JsonNode>();
        for (var document : output.split("(?m)^---$")) {
            Optional.ofNullable(YAML.readTree(document))
                    .filter(object -> object.has("kind"))
                    .ifPresent(documents::add);
        }
        return documents;
    }

    private static Optional<Path> find() {
        // A tool that is named and absent is a mistake, not a reason to skip: starting it fails the test.
        var named = Optional.ofNullable(System.getenv("HELM")).filter(path -> !path.isBlank());
        if (named.isPresent()) {
            return named.map(Path::of);
        }
        var folders = Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .map(Path::of);
        return Stream.concat(folders, Stream.of(Path.of(System.getProperty("user.home"), ".cache/igw-cluster/bin")))
                .map(folder -> folder.resolve("helm"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static TreeSet<String> rights(List<JsonNode> objects) {
        return objects.stream()
                .map(object -> object.path("kind").asText())
                .filter(kind -> kind.contains("Role"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void anOperatorForSomeNamespacesGetsRolesThereAndNoClusterRole() throws Exception {
        var objects = render("--set", "watchNamespaces={a,b},leaderElection=true,replicas=2");
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
        assertEquals(List.of("ClusterRole", "ClusterRoleBinding"), List.copyOf(rights(render())));
    }

    @Test
    void theAlertsAreTheRuleFileForThisInstallation(@TempDir Path folder) throws Exception {
        var objects = render(
                "--set",
                "metrics.serviceMonitor.enabled=true,metrics.prometheusRule.enabled=true,metrics.prometheusRule.labels.release=x");
        var rule = objects.stream()
                .filter(object -> object.path("kind").asText().equals("PrometheusRule"))
                .findFirst()
                .orElseThrow();
        assertEquals("x", rule.path("metadata").path("labels").path("release").asText());
        var service = objects.stream()
                .filter(object -> object.path("kind").asText().equals("Service"))
                .findFirst()
                .orElseThrow();
        var text = YAML.writeValueAsString(rule.path("spec"));
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
        var env = variables(render("--set", "tracing.endpoint=http://c:4318,tracing.samplingRatio=0.1"));
        assertTrue(env.contains("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318"), env.toString());
        assertTrue(env.contains("OTEL_TRACES_SAMPLER=parentbased_traceidratio"), env.toString());
        assertTrue(env.contains("OTEL_TRACES_SAMPLER_ARG=0.1"), env.toString());
        assertTrue(variables(render()).stream().noneMatch(variable -> variable.startsWith("OTEL_")));
    }

    private static List<String> variables(List<JsonNode> objects) {
        var found = new ArrayList<String>();
        objects.stream()
                .filter(object -> object.path("kind").asText().equals("Deployment"))
                .forEach(deployment -> deployment
                        .path("spec")
                        .path("template")
                        .path("spec")
                        .path("containers")
                        .path(0)
                        .path("env")
                        .forEach(variable -> found.add(variable.path("name").asText() + "="
                                + variable.path("value").asText())));
        return found;
    }
}
