package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.operator.mock.MockCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the operator's `/metrics` says after a gateway that came to serve, one that was refused, one whose
/// writes failed and one that is gone.
class OperatorMetricsTest {
    private static final Path PAGE = Path.of("../docs/reference/operator-metrics.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+) \\| (\\w*) \\| (.*) \\|$");

    private static WatchedLoop loop;
    private static String scrape;

    @BeforeAll
    static void run() throws Exception {
        loop = new WatchedLoop(new MockCluster(true), Map.of());
        loop.watchProcess();
        loop.create("cats", "");
        loop.podsBecomeReady("cats");
        loop.awaitReason("cats", ConditionType.READY, "Ready");

        loop.cluster.refuse("/deployments/dogs", 403, "exceeded quota");
        loop.create("dogs", "");
        loop.awaitReason("dogs", ConditionType.READY, "Refused");

        loop.cluster.refuse("/services/birds", 409, "somebody was faster");
        loop.create("birds", "");
        awaitSeries("igw_writes_total{kind=\"Service\",result=\"failed\",verb=\"apply\"}");
        await().atMost(WatchedLoop.PATIENCE).until(() -> loop.scrape().contains("reconciliations_failed_total"));
        loop.awaitReason("birds", ConditionType.READY, "ReconciliationFailed");

        loop.create("fish", "");
        loop.awaitReason("fish", ConditionType.READY, "Progressing");
        loop.cluster.client().resource(loop.gateway("fish")).delete();
        await().atMost(WatchedLoop.PATIENCE).until(() -> loop.scrape().contains("operator_sdk_events_delete_total"));
        scrape = loop.scrape();
    }

    @AfterAll
    static void end() {
        loop.close();
    }

    private static void awaitSeries(String series) {
        await().alias(series).atMost(WatchedLoop.PATIENCE).until(() -> value(loop.scrape(), series) > 0);
    }

    /// The value of a series, given as it stands in the scrape; 0 when it is absent.
    private static double value(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private static Map<String, String> types() {
        return scrape.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" "))
                // Of every timer Micrometer keeps the recent maximum, too.
                .filter(words -> !words[2].endsWith("_max"))
                .collect(Collectors.toMap(words -> words[2], words -> words[3], (one, same) -> one, TreeMap::new));
    }

    @Test
    void thePageNamesWhatIsThereAndNothingElse() throws Exception {
        var told = new TreeMap<String, String>();
        var prefixes = new TreeSet<String>();
        for (var row : ROW.matcher(Files.readString(PAGE)).results().toList()) {
            for (var name : row.group(1).replace("`", "").split(", ")) {
                if (name.endsWith("*")) {
                    prefixes.add(name.substring(0, name.length() - 1));
                } else {
                    told.put(name, row.group(2));
                }
            }
        }
        assertTrue(told.size() > 20, told.toString());
        var found = types();
        for (var prefix : prefixes) {
            assertTrue(found.keySet().removeIf(name -> name.startsWith(prefix)), prefix);
        }
        assertEquals(told, found);
    }

    @Test
    void everyLabelOfOursIsOnThePage() throws Exception {
        var page = Files.readString(PAGE);
        var labels = Pattern.compile("(?m)^igw_\\w+\\{([^}]*)}")
                .matcher(scrape)
                .results()
                .flatMap(series ->
                        Pattern.compile("(\\w+)=\"").matcher(series.group(1)).results())
                .map(label -> label.group(1))
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(labels.containsAll(Set.of("outcome", "reason", "verb", "code", "kind")), labels.toString());
        for (var label : labels) {
            assertTrue(page.contains("`" + label + "`"), label);
        }
    }

    @Test
    void theChartsAlertsAskForWhatIsThere() throws Exception {
        var rules = Files.readString(Path.of("../helm/inference-gateway/rules/operator.yaml"));
        var asked = Pattern.compile("(igw_\\w+)\\{namespace=\"NAMESPACE\",job=\"JOB\",?(\\w*)")
                .matcher(rules)
                .results()
                .toList();
        assertTrue(asked.size() >= 8, rules);
        for (var series : asked) {
            assertTrue(
                    scrape.lines()
                            .filter(line ->
                                    line.startsWith(series.group(1) + "{") || line.startsWith(series.group(1) + " "))
                            .anyMatch(line -> series.group(2).isEmpty() || line.contains(series.group(2) + "=\"")),
                    series.group());
        }
        assertEquals(
                asked.size(),
                Pattern.compile("igw_\\w+\\{").matcher(rules).results().count());
    }

    @Test
    void noSeriesNamesAGateway() {
        var series = scrape.lines().filter(line -> !line.startsWith("#")).toList();
        for (var name : Set.of("cats", "dogs", "birds", "fish", WatchedLoop.NAMESPACE)) {
            assertFalse(series.stream().anyMatch(line -> line.contains("\"" + name + "\"")), name);
        }
    }

    @Test
    void reconciliationsAreCountedByHowTheyEnded() {
        assertTrue(value(scrape, "igw_reconciliations_total{outcome=\"changed\",reason=\"Ready\"}") >= 1, scrape);
        assertTrue(value(scrape, "igw_reconciliations_total{outcome=\"changed\",reason=\"Refused\"}") >= 1, scrape);
        assertTrue(value(scrape, "igw_reconciliations_total{outcome=\"failed\",reason=\"409\"}") >= 1, scrape);
        assertTrue(value(scrape, "igw_reconciliation_seconds_count{outcome=\"failed\"}") >= 1, scrape);
    }

    @Test
    void writesAreCountedByWhatTheApiServerSaid() {
        assertTrue(value(scrape, "igw_writes_total{kind=\"PrometheusRule\",result=\"done\",verb=\"apply\"}") >= 1);
        assertTrue(
                value(scrape, "igw_writes_total{kind=\"Deployment\",result=\"refused\",verb=\"apply\"}") >= 1, scrape);
        assertTrue(value(scrape, "igw_writes_total{kind=\"InferenceGateway\",result=\"done\",verb=\"status\"}") >= 2);
    }

    @Test
    void requestsAreCountedAndTimed() {
        assertTrue(value(scrape, "igw_kubernetes_requests_total{code=\"403\",resource=\"deployments\",verb=\"patch\"}")
                >= 1);
        assertTrue(value(scrape, "igw_kubernetes_requests_total{code=\"101\",resource=\"pods\",verb=\"watch\"}") >= 1);
        assertTrue(value(scrape, "igw_kubernetes_request_seconds_count{verb=\"patch\"}") >= 5, scrape);
        assertFalse(scrape.contains("igw_kubernetes_request_seconds_count{verb=\"watch\"}"), scrape);
    }

    @Test
    void gatewaysAreCountedByTheirReadyCondition() {
        assertEquals(1, value(scrape, "igw_gateways{ready=\"True\",reason=\"Ready\"}"), scrape);
        assertEquals(1, value(scrape, "igw_gateways{ready=\"False\",reason=\"Refused\"}"), scrape);
        // A conflict ends each look at it.
        assertEquals(1, value(scrape, "igw_gateways{ready=\"Unknown\",reason=\"ReconciliationFailed\"}"), scrape);
        assertEquals(1, value(scrape, "igw_leader"), scrape);
        assertEquals(1, value(scrape, "igw_gateways_failing"), scrape);
        assertTrue(value(scrape, "igw_gateways_failing_age_seconds") > 0, scrape);
    }

    @Test
    void theTimeToAStatusIsTakenOncePerSpec() {
        assertEquals(3, value(scrape, "igw_status_delay_seconds_count"), scrape);
        assertTrue(value(scrape, "igw_queue_wait_seconds_count") >= 4, scrape);
    }
}
