package io.inferencegateway.operator.cli;

import static io.inferencegateway.operator.cli.Exported.OBJECTIVES;
import static io.inferencegateway.operator.cli.Exported.dense;
import static io.inferencegateway.operator.cli.Exported.rule;
import static io.inferencegateway.operator.cli.Exported.same;
import static io.inferencegateway.operator.cli.Exported.target;
import static io.inferencegateway.operator.cli.Exported.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.inferencegateway.operator.Golden;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `igw render --format openslo|sloth|pyrra`: the same objective, window and query as our own rules have.
class ExportTest {
    private static final List<String> GATEWAYS = List.of("minimal", "everything", "watched");
    private static final List<String> FORMATS = List.of("openslo", "sloth", "pyrra");
    private static final String BY_GATEWAY = "sum by (namespace, inference_gateway) ";

    @TempDir
    Path folder;

    @Test
    void theCommittedDocumentsAreTheExportedOnes() {
        for (var gateway : GATEWAYS) {
            for (var format : FORMATS) {
                Golden.check(
                        "export",
                        gateway + "-" + format,
                        Exported.of(gateway, format).text());
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
        var documents = Exported.of(gateway, "openslo").documents();
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
                    target(gateway, objective),
                    new BigDecimal(spec.at("/objectives/0/target").asText()));
            assertEquals(
                    window(gateway, objective),
                    spec.at("/timeWindow/0/duration").asText());
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
        var exported = Exported.of(gateway, "sloth");
        var slos = exported.documents().getFirst().path("slos");
        assertEquals(OBJECTIVES.size(), slos.size());

        for (int i = 0; i < OBJECTIVES.size(); i++) {
            var objective = OBJECTIVES.get(i);
            var slo = slos.get(i);
            assertEquals(objective, slo.path("name").asText());
            same(
                    target(gateway, objective).movePointRight(2),
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
                    exported.notes().contains("--default-slo-period=" + window(gateway, objective) + " "),
                    exported::notes);
            assertTrue(slo.path("description").asText().endsWith(" over " + window(gateway, objective)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything", "watched"})
    void pyrraCarriesTargetWindowAndSeriesOfOurRules(String gateway) throws IOException {
        var documents = Exported.of(gateway, "pyrra").documents();
        assertEquals(OBJECTIVES.size(), documents.size());

        for (int i = 0; i < OBJECTIVES.size(); i++) {
            var objective = OBJECTIVES.get(i);
            var spec = documents.get(i).path("spec");
            assertEquals(
                    gateway + "-" + objective,
                    documents.get(i).at("/metadata/name").asText());
            same(
                    target(gateway, objective).movePointRight(2),
                    new BigDecimal(spec.path("target").textValue()));
            assertEquals(window(gateway, objective), spec.path("window").asText());
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

    private String gateway(String name, String spec) throws IOException {
        return Files.writeString(folder.resolve(name + ".yaml"), """
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: resnet50, namespace: %s}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0"}
                  %s
                """.formatted(name, spec))
                .toString();
    }

    @Test
    void aBucketBoundIsOneNumberForPyrra() throws IOException {
        var exported = Exported.render("pyrra", gateway("ml", "slo: {latency: {threshold: 1s}}"));

        var success = exported.documents()
                .get(1)
                .at("/spec/indicator/latency/success/metric")
                .asText();
        assertTrue(success.endsWith(",le=\"1\"}"), success);
        assertEquals("", exported.notes());
    }

    @Test
    void whatAToolCannotSayIsNamedOnStandardError() throws IOException {
        var file = gateway("ml", "slo: {throughput: {target: 400}}");
        for (var format : FORMATS) {
            var exported = Exported.render(format, file);
            assertEquals(0, exported.code());
            assertTrue(
                    exported.notes()
                            .contains("note: ml/resnet50: throughput is left out: it is a capacity (400 requests a"
                                    + " second), not a share of events with an error budget\n"),
                    exported::notes);
        }
    }

    @Test
    void alertsThatAreOffStayOff() throws IOException {
        var file = gateway("ml", "alerting: {enabled: false}");

        var sloth = Exported.render("sloth", file).documents().getFirst().at("/slos/0/alerting");
        assertTrue(sloth.at("/page_alert/disable").asBoolean());
        assertTrue(sloth.at("/ticket_alert/disable").asBoolean());
        for (var objective : Exported.render("pyrra", file).documents()) {
            assertEquals("false", objective.at("/spec/alerting/burnrates").asText());
            assertEquals("false", objective.at("/spec/alerting/absent").asText());
        }
    }

    @Test
    void confidenceWakesNobody() {
        // Checked in the tools' own words: sloth has no page for it, and all of Pyrra's pairs are tickets.
        var sloth = Exported.of("minimal", "sloth");
        var pyrra = Exported.of("minimal", "pyrra");

        assertTrue(sloth.text()
                .substring(sloth.text().indexOf("name: confidence"))
                .contains("page_alert:\n      disable: true"));
        assertEquals(-1, pyrra.text().indexOf("critical", pyrra.text().indexOf("name: minimal-confidence")));
    }

    @Test
    void gatewaysThatOpenSloCannotTellApartAreRefused() throws IOException {
        var one = gateway("ml", "replicas: 1");
        var other = gateway("vision", "replicas: 1");
        var refused = Exported.render("openslo", one, other);

        assertEquals(1, refused.code());
        assertEquals("", refused.text());
        assertTrue(refused.notes().startsWith("two gateways are named resnet50"), refused::notes);
        assertEquals(0, Exported.render("sloth", one, other).code());
    }
}
