package io.inferencegateway.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.AlertRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `igw render --format openslo|sloth|pyrra`: the same objective, window and query as our own rules have.
class ExportTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final List<String> GATEWAYS = List.of("minimal", "everything", "watched");
    private static final List<String> FORMATS = List.of("openslo", "sloth", "pyrra");
    private static final List<String> OBJECTIVES =
            List.of("availability", "latency", "inference-latency", "confidence");
    private static final String BY_GATEWAY = "sum by (namespace, inference_gateway) ";

    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    private String file = "";

    @BeforeEach
    void start() {
        file = folder.resolve("gateway.yaml").toString();
    }

    private int igw(StringWriter out, String... arguments) {
        return Igw.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String export(String gateway, String format) {
        var out = new StringWriter();
        var path = "src/test/resources/gateways/" + gateway + ".yaml";
        assertEquals(0, igw(out, "render", "-f", path, "--format", format), err::toString);
        return out.toString();
    }

    private List<JsonNode> documents(String gateway, String format) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(export(gateway, format))) {
            return documents.readAll();
        }
    }

    /// The expression of our own rule.
    private static String rule(String gateway, String record, String objective) {
        var found = rules(gateway)
                .filter(rule -> record.equals(rule.getRecord())
                        && objective.equals(rule.getLabels().get("slo")))
                .toList();
        assertEquals(1, found.size(), record + " of " + objective);
        return found.getFirst().getExpr().getStrVal();
    }

    private static Stream<Rule> rules(String gateway) {
        return AlertRules.of(Golden.gateway(gateway), OperatorSettings.defaults()).getSpec().getGroups().stream()
                .flatMap(group -> group.getRules().stream());
    }

    private static BigDecimal constant(String gateway, String record, String objective) {
        return new BigDecimal(rule(gateway, record, objective).replaceAll("vector\\((.*)\\)", "$1"));
    }

    private static String days(String gateway, String objective) {
        return constant(gateway, "slo:time_period:days", objective).toPlainString() + "d";
    }

    private static String dense(String expression) {
        return expression.replaceAll("\\s", "");
    }

    private static void same(BigDecimal expected, BigDecimal actual) {
        assertEquals(0, expected.compareTo(actual), expected + " is not " + actual);
    }

    @Test
    void theCommittedDocumentsAreTheExportedOnes() {
        for (var gateway : GATEWAYS) {
            for (var format : FORMATS) {
                Golden.check("export", gateway + "-" + format, export(gateway, format));
            }
        }
        Golden.checkThatNoOtherFileIsIn(
                "export",
                GATEWAYS.stream()
                        .flatMap(gateway -> FORMATS.stream().map(format -> gateway + "-" + format))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything", "watched"})
    void openSloCarriesTargetWindowAndQueriesOfOurRules(String gateway) throws IOException {
        var documents = documents(gateway, "openslo");
        assertEquals("Service", documents.getFirst().path("kind").asText());
        assertEquals(1 + OBJECTIVES.size(), documents.size());

        for (int i = 0; i < OBJECTIVES.size(); i++) {
            var objective = OBJECTIVES.get(i);
            var spec = documents.get(i + 1).path("spec");
            assertEquals(
                    gateway + "-" + objective,
                    documents.get(i + 1).at("/metadata/name").asText());
            assertEquals(gateway, spec.path("service").asText());
            same(
                    constant(gateway, "slo:objective:ratio", objective),
                    new BigDecimal(spec.at("/objectives/0/target").asText()));
            assertEquals(
                    days(gateway, objective), spec.at("/timeWindow/0/duration").asText());
            assertTrue(spec.at("/timeWindow/0/isRolling").asBoolean());
            var ratio = spec.at("/indicator/spec/ratioMetric");
            assertEquals(
                    rule(gateway, "igw:slo_bad:increase5m", objective),
                    ratio.at("/bad/metricSource/spec/query").asText());
            assertEquals(
                    rule(gateway, "igw:slo_total:increase5m", objective),
                    ratio.at("/total/metricSource/spec/query").asText());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything", "watched"})
    void slothCarriesTargetAndQueriesOfOurRulesAndIsToldTheWindow(String gateway) throws IOException {
        var slos = documents(gateway, "sloth").getFirst().path("slos");
        assertEquals(OBJECTIVES.size(), slos.size());

        for (int i = 0; i < OBJECTIVES.size(); i++) {
            var objective = OBJECTIVES.get(i);
            var slo = slos.get(i);
            assertEquals(objective, slo.path("name").asText());
            same(
                    constant(gateway, "slo:objective:ratio", objective).movePointRight(2),
                    new BigDecimal(slo.path("objective").asText()));
            var events = slo.at("/sli/events");
            // What sloth makes of it.
            var expression = "(" + events.path("error_query").asText() + ")/("
                    + events.path("total_query").asText() + ")";
            for (var window : List.of("5m", "30m", "1h", "2h", "6h")) {
                assertEquals(
                        dense(rule(gateway, "slo:sli_error:ratio_rate" + window, objective)),
                        dense(expression.replace("{{.window}}", window)));
            }
            assertTrue(
                    err.toString().contains("--default-slo-period=" + days(gateway, objective) + " "), err::toString);
            assertTrue(slo.path("description").asText().endsWith(" over " + days(gateway, objective)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything", "watched"})
    void pyrraCarriesTargetWindowAndSeriesOfOurRules(String gateway) throws IOException {
        var documents = documents(gateway, "pyrra");
        assertEquals(OBJECTIVES.size(), documents.size());

        for (int i = 0; i < OBJECTIVES.size(); i++) {
            var objective = OBJECTIVES.get(i);
            var spec = documents.get(i).path("spec");
            assertEquals(
                    gateway + "-" + objective,
                    documents.get(i).at("/metadata/name").asText());
            same(
                    constant(gateway, "slo:objective:ratio", objective).movePointRight(2),
                    new BigDecimal(spec.path("target").textValue()));
            assertEquals(days(gateway, objective), spec.path("window").asText());
            assertEquals(
                    dense(rule(gateway, "slo:sli_error:ratio_rate5m", objective)),
                    dense(pyrraRatio(objective, spec.path("indicator"))));
        }
    }

    // What Pyrra makes of it, with our guards against missing series and no traffic.
    private static String pyrraRatio(String objective, JsonNode indicator) {
        var kind = indicator.has("latency") ? indicator.path("latency") : indicator.path("ratio");
        assertEquals(
                "[\"inference_gateway\",\"namespace\"]", kind.path("grouping").toString());
        var total = rate(kind.path("total"));
        var bad = indicator.has("latency") ? total + "-" + rate(kind.path("success")) : rate(kind.path("errors"));
        return "(" + bad + (objective.equals("availability") ? "or 0*" + total : "") + ")/(" + total + ">0)";
    }

    private static String rate(JsonNode query) {
        return BY_GATEWAY + "(rate(" + query.path("metric").asText() + "[5m]))";
    }

    private void write(String spec) throws IOException {
        Files.writeString(Path.of(file), """
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: resnet50, namespace: ml}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0"}
                  %s
                """.formatted(spec));
    }

    @Test
    void aBucketBoundIsOneNumberForPyrra() throws IOException {
        write("slo: {latency: {threshold: 1s}}");
        var out = new StringWriter();

        assertEquals(0, igw(out, "render", "-f", file, "--format", "pyrra"), err::toString);
        assertTrue(out.toString().contains(",le=\\\"1\\\"}"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void whatAToolCannotSayIsNamedOnStandardError() throws IOException {
        write("slo: {throughput: {target: 400}}");
        for (var format : FORMATS) {
            err.getBuffer().setLength(0);
            var out = new StringWriter();
            assertEquals(0, igw(out, "render", "-f", file, "--format", format));
            assertTrue(
                    err.toString()
                            .contains("note: ml/resnet50: throughput is left out: it is a capacity (400 requests a"
                                    + " second), not a share of events with an error budget\n"),
                    err::toString);
        }
    }

    @Test
    void alertsThatAreOffStayOff() throws IOException {
        write("alerting: {enabled: false}");
        var sloth = new StringWriter();
        var pyrra = new StringWriter();
        igw(sloth, "render", "-f", file, "--format", "sloth");
        igw(pyrra, "render", "-f", file, "--format", "pyrra");

        var alerting = YAML.readTree(sloth.toString()).at("/slos/0/alerting");
        assertTrue(alerting.at("/page_alert/disable").asBoolean());
        assertTrue(alerting.at("/ticket_alert/disable").asBoolean());
        assertTrue(pyrra.toString().contains("burnrates: false"));
    }

    @Test
    void gatewaysThatOpenSloCannotTellApartAreRefused() throws IOException {
        write("replicas: 1");
        var other = folder.resolve("other.yaml");
        Files.writeString(other, Files.readString(Path.of(file)).replace("namespace: ml", "namespace: vision"));
        var out = new StringWriter();

        assertEquals(1, igw(out, "render", "-f", file, other.toString(), "--format", "openslo"));
        assertEquals("", out.toString());
        assertTrue(err.toString().startsWith("two gateways are named resnet50"), err::toString);
        assertEquals(0, igw(out, "render", "-f", file, other.toString(), "--format", "sloth"));
    }
}
