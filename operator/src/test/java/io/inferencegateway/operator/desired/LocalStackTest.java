package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The local stack under config/ shows what the operator makes of its sample gateway: the generated files are written
/// with `-Dgolden=update`, the others are held against the gateway.
class LocalStackTest {
    private static final Path CONFIG = Path.of("../config");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final InferenceGateway GATEWAY = gateway();
    private static final String NAME = GATEWAY.getMetadata().getName();
    private static final String GENERATED =
            "# What the operator makes of config/samples/local-stack.yaml; `mvn verify -Dgolden=update` writes it anew.\n";

    private static InferenceGateway gateway() {
        var gateway = Serialization.unmarshal(text("samples/local-stack.yaml"), InferenceGateway.class);
        gateway.getMetadata().setNamespace("local");
        return gateway;
    }

    /// Path under config/ to content.
    static Map<String, String> files() {
        return Map.of(
                "prometheus/rules/" + NAME + ".yaml",
                GENERATED + RuleFile.of(GATEWAY),
                "prometheus/targets/" + NAME + ".yaml",
                GENERATED + targets(),
                "pod.env",
                GENERATED + environment());
    }

    private static String targets() {
        return """
                - targets: ["%s:%d"]
                  labels:
                    namespace: %s
                    %s: %s
                """.formatted(
                        service(),
                        Endpoints.MANAGEMENT_PORT,
                        GATEWAY.getMetadata().getNamespace(),
                        Metrics.GATEWAY_LABEL,
                        NAME);
    }

    private static String environment() {
        return PodSettingsOf.gateway(GATEWAY).toEnv().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String service() {
        return URI.create(Names.url(GATEWAY)).getHost();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void theCommittedFileIsTheGeneratedOne(String file) throws IOException {
        var path = CONFIG.resolve(file);
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, files().get(file));
        }
        assertEquals(files().get(file), Files.exists(path) ? text(file) : "", "run mvn verify -Dgolden=update");
    }

    static Iterable<String> names() {
        return files().keySet();
    }

    @Test
    void thePodIsReachedByTheNameOfItsService() throws IOException {
        var gateway = yaml("compose.yaml").path("services").path("gateway");
        assertEquals(service(), gateway.at("/networks/default/aliases/0").asText());
        assertTrue(gateway.at("/ports/0").asText().endsWith(":" + Endpoints.API_PORT));
    }

    @Test
    void prometheusProbesAsTheProbeSays() throws IOException {
        var probe = SyntheticProbe.of(GATEWAY).orElseThrow().getSpec();
        var job = job("probes");
        assertEquals(probe.getModule(), job.at("/params/module/0").asText());
        assertEquals(probe.getInterval(), job.path("scrape_interval").asText());
        assertEquals(
                probe.getTargets().getStaticConfig().getStatic().getFirst(),
                job.at("/static_configs/0/targets/0").asText());
        assertEquals(
                probe.getProber().getUrl(),
                job.at("/relabel_configs/2/replacement").asText());
        var relabelled = probe.getMetricRelabelings().getFirst();
        assertEquals(
                relabelled.getTargetLabel(),
                job.at("/metric_relabel_configs/0/target_label").asText());
        assertEquals(
                relabelled.getReplacement(),
                job.at("/metric_relabel_configs/0/replacement").asText());
    }

    @Test
    void prometheusScrapesAsTheServiceMonitorSays() throws IOException {
        var endpoint = ScrapeTarget.of(GATEWAY).getSpec().getEndpoints().getFirst();
        assertEquals(
                endpoint.getHonorLabels(), job("gateways").path("honor_labels").asBoolean());
        assertEquals(
                endpoint.getInterval(),
                yaml("prometheus/prometheus.yaml").at("/global/scrape_interval").asText());
    }

    @Test
    void theCollectorKeepsWhatIsSlowerThanTheObjective() throws IOException {
        var collector = yaml("otel-collector/stack.yaml");
        long threshold = GATEWAY.getSpec().slo().latency().thresholdDuration().toMillis();
        assertEquals(threshold, collector.findValue("threshold_ms").asLong());
        assertTrue(
                collector.at("/service/pipelines/traces/processors").toString().contains("tail_sampling"));
    }

    @Test
    void grafanaShowsTheChartsDashboards() throws IOException {
        var compose = yaml("compose.yaml").at("/services/grafana/volumes").toString();
        String folder = yaml("grafana/provisioning/dashboards/chart.yaml")
                .at("/providers/0/options/path")
                .asText();
        assertTrue(compose.contains("../helm/inference-gateway/dashboards:" + folder + ":ro"), compose);
    }

    private static final Pattern ADDRESS = Pattern.compile("(?:http://|[\"' ])([a-z][a-z-]+):([0-9]{4,5})\\b");

    @Test
    void everyAddressIsThatOfAServiceAndEverySourceIsThere() throws IOException {
        var services = new TreeSet<String>();
        yaml("compose.yaml").path("services").fieldNames().forEachRemaining(services::add);
        services.add("localhost"); // itself
        int seen = 0;
        for (var file : List.of(
                "prometheus/prometheus.yaml",
                "otel-collector/stack.yaml",
                "grafana/provisioning/datasources/stack.yaml",
                "samples/local-stack.yaml")) {
            String settings = text(file).replaceAll("(?m)#.*$", "");
            for (var address : ADDRESS.matcher(settings).results().toList()) {
                seen++;
                assertTrue(services.contains(address.group(1)), file + ": " + address.group());
            }
        }
        assertTrue(seen >= 9, seen + " addresses");
        var sources = yaml("grafana/provisioning/datasources/stack.yaml");
        var uids = sources.findValuesAsText("uid");
        for (var used : sources.findValuesAsText("datasourceUid")) {
            assertTrue(uids.contains(used), used);
        }
    }

    private static JsonNode job(String name) throws IOException {
        for (var job : yaml("prometheus/prometheus.yaml").path("scrape_configs")) {
            if (job.path("job_name").asText().equals(name)) {
                return job;
            }
        }
        throw new AssertionError("no job " + name);
    }

    private static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(text(file));
    }

    private static String text(String file) {
        try {
            return Files.readString(CONFIG.resolve(file));
        } catch (IOException absent) {
            throw new AssertionError(absent);
        }
    }
}
