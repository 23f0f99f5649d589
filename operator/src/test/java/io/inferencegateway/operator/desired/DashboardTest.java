package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The chart's dashboard speaks of what the pods emit and the rules record. That its queries parse is promtool's to
/// say, that Grafana understands it is its own schema's: `.ci/stack` asks both.
class DashboardTest {
    private static final Path FILE =
            Path.of("../helm/inference-gateway/dashboards/inference-gateway-slo-overview.json");
    /// What Prometheus and the blackbox exporter add.
    private static final Set<String> OTHERS = Set.of("up", "ALERTS", "probe_success", "probe_duration_seconds");

    // A name before a selector; in {__name__=~"…"} the regular expression is looked up instead.
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{");
    private static final Pattern NAME = Pattern.compile("__name__=~\"([^\"]+)\"");
    private static final Pattern OUTCOMES = Pattern.compile("outcome=~\"([^\"]+)\"");

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(FILE.toFile());
    }

    private static List<String> expressions() throws IOException {
        var expressions = new ArrayList<String>();
        dashboard().findValues("expr").forEach(expression -> expressions.add(expression.asText()));
        return expressions;
    }

    private static Set<String> recorded() {
        var names = new HashSet<String>();
        for (var gateway : List.of("minimal", "everything")) { // 28 and 30 days
            AlertRules.of(Golden.gateway(gateway), OperatorSettings.defaults())
                    .getSpec()
                    .getGroups()
                    .forEach(group -> group.getRules().forEach(rule -> names.add(String.valueOf(rule.getRecord()))));
        }
        return names;
    }

    private static Set<String> emitted() throws IllegalAccessException {
        var names = new HashSet<String>();
        for (var field : Metrics.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof String name) {
                names.add(name);
                names.addAll(Arrays.asList(name + "_bucket", name + "_count", name + "_sum"));
            }
        }
        return names;
    }

    @Test
    void everySeriesIsEmittedOrRecorded() throws Exception {
        var known = new HashSet<>(OTHERS);
        known.addAll(recorded());
        known.addAll(emitted());
        var unknown = new TreeSet<String>();
        int seen = 0;
        for (var expression : expressions()) {
            for (var match : SERIES.matcher(expression).results().toList()) {
                seen++;
                if (!known.contains(match.group(1))) {
                    unknown.add(match.group(1));
                }
            }
            for (var match : NAME.matcher(expression).results().toList()) {
                seen++;
                assertTrue(
                        recorded().stream()
                                        .filter(name -> name.matches(match.group(1)))
                                        .count()
                                == 2,
                        expression);
            }
        }
        assertEquals(new TreeSet<>(), unknown);
        assertTrue(seen > 20, "only " + seen + " series were found: the pattern is wrong");
    }

    @Test
    void outcomesAreThoseOfTheRules() throws Exception {
        for (var expression : expressions()) {
            for (var match : OUTCOMES.matcher(expression).results().toList()) {
                assertTrue(Set.of(Outcome.events(), Outcome.badEvents()).contains(match.group(1)), match.group(1));
            }
        }
    }

    @Test
    void everyQueryIsOfTheChosenNamespaceGatewayAndDataSource() throws Exception {
        for (var expression : expressions()) {
            assertFalse(
                    SERIES.matcher(expression.replaceAll(
                                    "\\{[^}]*namespace=~\"\\$namespace\",inference_gateway=~\"\\$gateway\"}", ""))
                            .find(),
                    expression);
        }
        var sources = new TreeSet<String>();
        dashboard()
                .findValues("datasource")
                .forEach(source -> sources.add(source.path("uid").asText()));
        assertEquals(Set.of("${datasource}"), sources);
    }

    /// The panels of the lab's SLO document, part 8.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SLO compliance status",
                "Error budget remaining",
                "Error budget remaining over time",
                "Availability (rolling window)",
                "P99 latency",
                "Error rate",
                "Throughput",
                "Inference latency",
                "Confidence distribution"
            })
    void theLabsPanelsAreThere(String title) throws Exception {
        assertTrue(dashboard().findValuesAsText("title").contains(title));
    }

    @Test
    void itIsFoundUnderTheLabsNameAndOverlapsNowhere() throws Exception {
        assertEquals("inference-gateway-slo-overview", dashboard().path("uid").asText());
        var cells = new HashSet<String>();
        var ids = new HashSet<Integer>();
        for (var panel : dashboard().path("panels")) {
            assertTrue(ids.add(panel.path("id").asInt()), panel.path("title").asText());
            var at = panel.path("gridPos");
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (int y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    assertTrue(
                            x < 24 && cells.add(x + "," + y),
                            panel.path("title").asText());
                }
            }
        }
    }
}
