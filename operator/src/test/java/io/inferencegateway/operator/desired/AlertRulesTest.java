package io.inferencegateway.operator.desired;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import io.fabric8.openshift.api.model.monitoring.v1.RuleGroup;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.slo.Recorded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
    private static List<RuleGroup> groups(InferenceGateway gateway) {
        return AlertRules.of(gateway, OperatorSettings.defaults()).getSpec().getGroups();
    }

    private static List<Rule> alerts(InferenceGateway gateway) {
        return groups(gateway).stream()
                .flatMap(group -> group.getRules().stream())
                .filter(rule -> rule.getAlert() != null)
                .toList();
    }

    private static Rule alert(InferenceGateway gateway, String name) {
        return alerts(gateway).stream()
                .filter(rule -> rule.getAlert().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theObjectIsNamedLikeTheGatewayAndFoundByAPrometheusThatSelectsByLabel() {
        var rule = AlertRules.of(
                RuleFile.gateway("observability: {metrics: {serviceMonitor: {labels: {release: stack}}}}"),
                OperatorSettings.defaults());
        assertEquals("resnet50", rule.getMetadata().getName());
        assertEquals("ml", rule.getMetadata().getNamespace());
        assertEquals("stack", rule.getMetadata().getLabels().get("release"));
        assertEquals(Labels.OPERATOR, rule.getMetadata().getLabels().get(Labels.MANAGED_BY));
        assertTrue(rule.getMetadata().getOwnerReferences().isEmpty());
    }

    @Test
    void aUsersLabelDoesNotHideWhoseObjectItIs() {
        var rule = AlertRules.of(
                RuleFile.gateway(
                        "observability: {metrics: {serviceMonitor: {labels: {app.kubernetes.io/managed-by: me}}}}"),
                OperatorSettings.defaults());
        assertEquals(Labels.OPERATOR, rule.getMetadata().getLabels().get(Labels.MANAGED_BY));
    }

    @Test
    void sameGatewaySameBytes() {
        var gateway = RuleFile.gateway("alerting: {labels: {b: '1', a: '2', c: '3', d: '4', e: '5'}}");
        assertEquals(RuleFile.of(gateway), RuleFile.of(gateway));
        assertEquals(
                List.of(
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                        "inference_gateway",
                        "namespace",
                        "severity",
                        "slo",
                        "sloth_id",
                        "sloth_service",
                        "sloth_severity",
                        "sloth_slo"),
                List.copyOf(alerts(gateway).getFirst().getLabels().keySet()));
    }

    @Test
    void onlyTheFiveMinuteIncreasesAreRecordedEveryFiveMinutes() {
        var slow = groups(RuleFile.gateway("replicas: 1")).stream()
                .filter(group -> "5m".equals(group.getInterval()))
                .toList();
        assertEquals(
                List.of("igw-events-ml-resnet50"),
                slow.stream().map(RuleGroup::getName).toList());
        assertEquals(
                List.of("igw:slo_total:increase5m", "igw:slo_bad:increase5m"),
                slow.getFirst().getRules().stream()
                        .map(Rule::getRecord)
                        .distinct()
                        .toList());
    }

    @Test
    void whatRangesOverThemIsRecordedEveryMinute() {
        for (var group : groups(RuleFile.gateway("replicas: 1"))) {
            for (var rule : group.getRules()) {
                if (rule.getExpr().getStrVal().contains(":increase5m")) {
                    assertEquals("1m", group.getInterval(), rule.getRecord());
                }
            }
        }
    }

    @Test
    void withAlertingOffTheRecordingsStay() {
        var names = groups(RuleFile.gateway("alerting: {enabled: false}")).stream()
                .map(RuleGroup::getName)
                .toList();
        assertEquals(
                List.of(
                        "igw-sli-ml-resnet50",
                        "igw-events-ml-resnet50",
                        "igw-long-ml-resnet50",
                        "igw-meta-ml-resnet50"),
                names);
        assertTrue(alerts(RuleFile.gateway("alerting: {enabled: false}")).isEmpty());
    }

    @Test
    void theLowTrafficGuardCountsOverEachPairsOwnLongWindow() {
        var expressions = alerts(RuleFile.gateway("alerting: {minBadEvents: 7}")).stream()
                .filter(rule -> rule.getAlert().equals("InferenceGatewayErrorBudgetBurn"))
                .filter(rule -> rule.getLabels().get("slo").equals("availability"))
                .map(rule -> rule.getExpr().getStrVal())
                .collect(Collectors.joining());
        assertEquals(4, expressions.split(">= 7\n", -1).length - 1);
        for (var guard : List.of("[1h])) >= 7", "[6h])) >= 7")) {
            assertTrue(expressions.contains(guard), guard);
        }
        assertTrue(expressions.matches(
                "(?s).*igw:slo_bad:increase1d\\{[^}]*} >= 7.*igw:slo_bad:increase3d\\{[^}]*} >= 7.*"));
    }

    @Test
    void severitiesAndLabelsAreTheUsers() {
        var gateway = RuleFile.gateway("alerting: {severities: {page: sev1, ticket: sev3}, labels: {team: vision}}");
        assertEquals(
                List.of("sev1", "sev3"),
                alerts(gateway).stream()
                        .map(rule -> rule.getLabels().get("severity"))
                        .distinct()
                        .toList());
        assertTrue(alerts(gateway).stream()
                .allMatch(rule -> "vision".equals(rule.getLabels().get("team"))));
    }

    @Test
    void aUsersLabelDoesNotHideWhoseAlertItIs() {
        var labels = alert(
                        RuleFile.gateway("alerting: {labels: {namespace: other, inference_gateway: other}}"),
                        "InferenceGatewayTargetsDown")
                .getLabels();
        assertEquals(Map.of("severity", "critical", "namespace", "ml", Metrics.GATEWAY_LABEL, "resnet50"), labels);
    }

    @Test
    void aUsersTextIsNoTemplate() {
        var gateway = RuleFile.gateway("alerting: {labels: {team: '{{ broken'}, runbookUrl: 'https://wiki/{{ too }}'}");
        var alert = alert(gateway, "InferenceGatewaySLIMissing");
        assertEquals("{{`{{`}} broken", alert.getLabels().get("team"));
        assertEquals(
                "https://wiki/{{`{{`}} too }}/InferenceGatewaySLIMissing.md",
                alert.getAnnotations().get("runbook_url"));
    }

    @Test
    void runbooksAreTheOperatorsUnlessTheGatewayNamesItsOwn() {
        var name = "InferenceGatewayTargetsDown";
        assertEquals(
                OperatorSettings.defaults().runbookUrl() + "/" + name + ".md",
                alert(RuleFile.gateway("replicas: 1"), name).getAnnotations().get("runbook_url"));
        assertEquals(
                "https://wiki/igw/" + name + ".md",
                alert(RuleFile.gateway("alerting: {runbookUrl: https://wiki/igw/}"), name)
                        .getAnnotations()
                        .get("runbook_url"));
    }

    @Test
    void everyAlertSaysWhatHappensWhatToRunAndWhereToRead() {
        for (var rule : alerts(RuleFile.gateway("alerting: {thresholdAlerts: true}"))) {
            assertEquals(
                    new TreeSet<>(List.of("description", "runbook_url", "summary")),
                    new TreeSet<>(rule.getAnnotations().keySet()),
                    rule.getAlert());
            assertTrue(
                    rule.getAnnotations()
                            .get("description")
                            .contains("kubectl -n ml describe inferencegateway resnet50"),
                    rule.getAlert());
        }
    }

    @Test
    void everyAlertHasItsRunbookPageAndEveryPageItsAlert() throws Exception {
        try (var pages = Files.list(Path.of("../docs/runbooks"))) {
            var expected = alerts(RuleFile.gateway("alerting: {thresholdAlerts: true}")).stream()
                    .map(rule -> rule.getAlert() + ".md")
                    .distinct()
                    .sorted()
                    .toList();
            assertEquals(
                    expected,
                    pages.map(path -> path.getFileName().toString())
                            // Those of the operator's own alerts: OperatorAlertsTest.
                            .filter(page -> !page.startsWith("InferenceGatewayOperator"))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void nobodyIsWokenForAGatewayThatIsScaledToZero() {
        assertFalse(alerts(RuleFile.gateway("replicas: 0")).stream()
                .anyMatch(rule -> rule.getAlert().equals("InferenceGatewayTargetsDown")));
    }

    @Test
    void aTargetWithoutAReachablePagePairHasNoPage() {
        assertEquals(
                List.of("warning"),
                alerts(RuleFile.gateway("slo: {availability: {target: 80}}")).stream()
                        .filter(rule -> rule.getAlert().equals("InferenceGatewayErrorBudgetBurn"))
                        .filter(rule -> rule.getLabels().get("slo").equals("availability"))
                        .map(rule -> rule.getLabels().get("severity"))
                        .toList());
    }

    @Test
    void theStatusTellsTheObjectiveAndItsUnreachablePairs() {
        var slo = AlertRules.slos(
                        RuleFile.gateway("slo: {window: 30d, availability: {target: 90}}"), OperatorSettings.defaults())
                .getFirst();
        assertEquals("availability", slo.name());
        assertEquals("90", slo.target());
        assertEquals("30d", slo.window());
        assertEquals("the 1h/5m pair cannot fire at 90 %: a total outage burns only 10x, it needs 14.4x", slo.note());
        assertNull(AlertRules.slos(RuleFile.gateway("replicas: 1"), OperatorSettings.defaults())
                .getFirst()
                .note());
    }

    @Test
    void theLabsFourteenAlertsAreAnOption() {
        var lab = Stream.of(
                        "Availability",
                        "Latency",
                        "ErrorRate",
                        "Throughput",
                        "InferenceLatency",
                        "Confidence",
                        "ErrorBudget")
                .flatMap(part ->
                        Stream.of("InferenceGateway" + part + "Warning", "InferenceGateway" + part + "Critical"))
                .collect(Collectors.toCollection(TreeSet::new));
        var without = names(RuleFile.gateway("replicas: 1"));
        var with = names(RuleFile.gateway("alerting: {thresholdAlerts: true}"));
        assertTrue(with.containsAll(without));
        with.removeAll(without);
        assertEquals(lab, with);
    }

    @Test
    void withoutACapacityNobodyHearsOfThroughput() {
        assertFalse(names(RuleFile.gateway("replicas: 1")).stream().anyMatch(name -> name.contains("Throughput")));
        assertTrue(names(RuleFile.gateway("slo: {throughput: {target: 5}}"))
                .containsAll(List.of("InferenceGatewayThroughputWarning", "InferenceGatewayThroughputCritical")));
        assertTrue(alert(RuleFile.gateway("slo: {throughput: {target: 5}}"), "InferenceGatewayThroughputWarning")
                .getExpr()
                .getStrVal()
                .endsWith("> 4"));
    }

    @Test
    void nobodyIsWokenForAnUnsureModel() {
        assertEquals(
                List.of("warning"),
                alerts(RuleFile.gateway("slo: {confidence: {target: 99}}")).stream()
                        .filter(rule -> "confidence".equals(rule.getLabels().get("slo")))
                        .map(rule -> rule.getLabels().get("severity"))
                        .distinct()
                        .toList());
    }

    @Test
    void everyObjectiveHasEveryRecording() {
        var byName = groups(RuleFile.gateway("replicas: 1")).stream()
                .flatMap(group -> group.getRules().stream())
                .filter(rule -> rule.getRecord() != null && !rule.getRecord().equals(Recorded.REQUEST_RATE))
                .collect(Collectors.groupingBy(Rule::getRecord, Collectors.counting()));
        assertEquals(20, byName.size());
        assertEquals(Set.of(4L), Set.copyOf(byName.values()), byName::toString);
    }

    @Test
    void theRulesOfAGatewayStaySmall() {
        // A Prometheus Operator puts rules into ConfigMaps of at most 512 KiB.
        int bytes = RuleFile.of(RuleFile.gateway("alerting: {thresholdAlerts: true}"))
                .getBytes(UTF_8)
                .length;
        assertTrue(bytes < 96 * 1024, bytes + " bytes");
    }

    private static TreeSet<String> names(InferenceGateway gateway) {
        return alerts(gateway).stream().map(Rule::getAlert).collect(Collectors.toCollection(TreeSet::new));
    }
}
