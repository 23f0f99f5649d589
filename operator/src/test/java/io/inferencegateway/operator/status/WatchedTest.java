package io.inferencegateway.operator.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.openshift.api.model.monitoring.v1.Alertmanager;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What MonitoringReady says of a gateway `watched` in the namespace `vision`, which wants all there is.
class WatchedTest {
    private static final Alertmanager LISTENING = Stacks.alertmanager("{}", "{}");

    private static String condition(String gateway, Capabilities capabilities, MonitoringStack stack) {
        var observed = new Observed(
                capabilities,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                new BudgetAnswer.NotConfigured(),
                Optional.empty(),
                stack);
        var status = StatusOf.gateway(Golden.gateway(gateway), observed, OperatorSettings.defaults(), Instant.EPOCH);
        var condition =
                StatusOf.condition(status, ConditionType.MONITORING_READY).orElseThrow();
        return condition.getStatus() + "/" + condition.getReason() + ": " + condition.getMessage();
    }

    private static String condition(MonitoringStack stack) {
        return condition("watched", Capabilities.ALL, stack);
    }

    private static MonitoringStack stack(List<Prometheus> prometheuses, Alertmanager... alertmanagers) {
        return new MonitoringStack(prometheuses, List.of(alertmanagers), Map.of("team", "vision"), Map.of(), Map.of());
    }

    private static String withPrometheus(String spec) {
        return condition(stack(List.of(Stacks.prometheus("k8s", spec)), LISTENING));
    }

    /// The selecting spec with one line in place of the line of the same field, or without it.
    private static String withField(String field, String value) {
        String others = Stacks.ALL
                .lines()
                .filter(line -> !line.startsWith(field + ":"))
                .reduce("", (all, line) -> all + line + "\n");
        return withPrometheus(value.equals("absent") ? others : others + field + ": " + value + "\n");
    }

    @Test
    void aPrometheusThatSelectsEverythingWatches() {
        assertEquals(
                "True/Configured: Prometheus monitoring/k8s selects the ServiceMonitor and the rules",
                withPrometheus(Stacks.ALL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            serviceMonitorSelector          | {matchLabels: {release: kube-prometheus-stack}}
            serviceMonitorSelector          | {matchExpressions: [{key: release, operator: In, values: [x, kube-prometheus-stack]}]}
            serviceMonitorSelector          | {matchExpressions: [{key: release, operator: Exists}]}
            serviceMonitorSelector          | {matchExpressions: [{key: release, operator: NotIn, values: [x]}]}
            serviceMonitorSelector          | {matchExpressions: [{key: absent, operator: NotIn, values: [x]}]}
            serviceMonitorSelector          | {matchExpressions: [{key: absent, operator: DoesNotExist}]}
            serviceMonitorSelector          | {matchLabels: {inferencegateway.io/name: watched}}
            ruleNamespaceSelector           | {matchLabels: {team: vision}}
            """)
    void selectorsAreReadAsTheApiServerReadsThem(String field, String value) {
        String condition = withField(field, value);
        assertTrue(condition.startsWith("True/Configured"), condition);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            serviceMonitorSelector          | {matchLabels: {release: prom}} | NotSelected | wants, by its serviceMonitorSelector, the label release=prom: set it in spec.observability.metrics.serviceMonitor.labels
            serviceMonitorSelector          | absent                | NotSelected | selects nothing (it has no serviceMonitorSelector)
            serviceMonitorNamespaceSelector | absent                | NotSelected | looks only into its own namespace (it has no serviceMonitorNamespaceSelector)
            serviceMonitorNamespaceSelector | {matchLabels: {monitored: yes}} | NotSelected | the label monitored=yes on the namespace vision: kubectl label namespace vision monitored=yes
            ruleSelector                    | {matchLabels: {role: alert-rules, team: ml}} | NotSelected | by its ruleSelector, the label role=alert-rules and team=ml
            ruleSelector                    | {matchExpressions: [{key: role, operator: In, values: [a, b]}]} | NotSelected | role=a or b
            ruleSelector                    | {matchExpressions: [{key: role, operator: Exists}]} | NotSelected | role with any value
            ruleSelector                    | {matchExpressions: [{key: release, operator: NotIn, values: [kube-prometheus-stack]}]} | NotSelected | release other than kube-prometheus-stack
            ruleSelector                    | {matchExpressions: [{key: release, operator: DoesNotExist}]} | NotSelected | no release
            probeSelector                   | absent                | NotSelected | it has no probeSelector
            overrideHonorLabels             | true                  | LabelsOverridden | set its spec.overrideHonorLabels to false
            paused                          | true                  | NotSelected | is paused
            alerting                        | absent                | NotSelected | sends alerts to no Alertmanager
            """)
    void whatIsMissingIsNamed(String field, String value, String reason, String words) {
        String condition = withField(field, value);
        assertTrue(condition.startsWith("False/" + reason + ": "), condition);
        assertTrue(condition.contains("Prometheus monitoring/k8s "), condition);
        assertTrue(condition.contains(words), condition);
    }

    @Test
    void whatTheGatewayDoesNotWantIsNotAskedOfAPrometheus() {
        var modest = Stacks.prometheus(
                "k8s",
                "serviceMonitorSelector: {}\nserviceMonitorNamespaceSelector: {}\nruleSelector: {}\n"
                        + "ruleNamespaceSelector: {}\nretention: 1y");
        String condition = condition("minimal", Capabilities.ALL, stack(List.of(modest)));
        assertTrue(condition.startsWith("True/Configured"), condition);
    }

    @Test
    void aPrometheusThatMayNotFindThePodsIsNamedWithItsServiceAccount() {
        var prometheus = Stacks.prometheus("k8s", Stacks.ALL + "serviceAccountName: prom\n");
        var stack = new MonitoringStack(
                List.of(prometheus),
                List.of(LISTENING),
                Map.of(),
                Map.of("monitoring/k8s", List.of("endpoints", "pods")),
                Map.of());
        String condition = condition(stack);
        assertTrue(condition.startsWith("False/NotAllowed: "), condition);
        assertTrue(condition.contains("may not list endpoints, pods in the namespace vision"), condition);
        assertTrue(condition.contains("service account monitoring/prom"), condition);
    }

    private static ServiceMonitor serviceMonitor(String name, String accepted, int observed) {
        return Serialization.unmarshal("""
                apiVersion: monitoring.coreos.com/v1
                kind: ServiceMonitor
                metadata: {name: watched, namespace: vision, generation: 3}
                status:
                  bindings:
                  - {group: monitoring.coreos.com, resource: prometheuses, namespace: monitoring, name: %s,
                     conditions: [{type: Accepted, status: "%s", message: bad relabelling, observedGeneration: %d}]}
                """.formatted(name, accepted, observed), ServiceMonitor.class);
    }

    @Test
    void whatThePrometheusOperatorDoesNotAcceptIsSaidInItsWords() {
        var refused = Bindings.refused(List.of(serviceMonitor("k8s", "False", 3)));
        assertEquals(Map.of("monitoring/k8s", List.of("ServiceMonitor: bad relabelling")), refused);
        var stack = new MonitoringStack(
                List.of(Stacks.prometheus("k8s", Stacks.ALL)), List.of(LISTENING), Map.of(), Map.of(), refused);
        String condition = condition(stack);
        assertTrue(condition.startsWith("False/NotAccepted: "), condition);
        assertTrue(condition.contains("does not accept the ServiceMonitor: bad relabelling"), condition);
    }

    @Test
    void whatIsAcceptedOrSaidOfAnEarlierSpecIsNoRefusal() {
        assertEquals(Map.of(), Bindings.refused(List.of(serviceMonitor("k8s", "True", 3))));
        assertEquals(Map.of(), Bindings.refused(List.of(serviceMonitor("k8s", "False", 2))));
    }

    @Test
    void onePrometheusIsEnoughAndOtherwiseTheClosestIsExplained() {
        var none = Stacks.prometheus("a-none", "retention: 60d");
        var almost = Stacks.prometheus("b-almost", Stacks.ALL + "paused: true\n");
        var all = Stacks.prometheus("c-all", Stacks.ALL);
        assertTrue(condition(stack(List.of(none, almost, all), LISTENING)).contains("monitoring/c-all selects"));
        String closest = condition(stack(List.of(none, almost), LISTENING));
        assertTrue(closest.contains("monitoring/b-almost is paused"), closest);
        assertTrue(closest.contains("of 2, the others are no closer"), closest);
        assertEquals(closest, condition(stack(List.of(almost, none), LISTENING)));
    }

    @Test
    void alertsThatNoAlertmanagerTakesAreNamed() {
        var prometheus = List.of(Stacks.prometheus("k8s", Stacks.ALL));
        String wants = condition(stack(prometheus, Stacks.alertmanager("{matchLabels: {alertmanager: main}}", "{}")));
        assertTrue(wants.startsWith("False/NotSelected: "), wants);
        assertTrue(wants.contains("Alertmanager monitoring/main wants, by its alertmanagerConfigSelector"), wants);
        assertTrue(wants.contains("alertmanager=main"), wants);
        String none = condition(stack(prometheus));
        assertTrue(none.startsWith("Unknown/NotVerified: "), none);
        assertTrue(none.contains("no Alertmanager object"), none);
    }

    @Test
    void whereNobodyCanBeSeenNothingIsClaimed() {
        String nobody = condition(MonitoringStack.NONE);
        assertTrue(nobody.startsWith("Unknown/NotVerified: "), nobody);
        assertTrue(nobody.contains("no Prometheus object"), nobody);
        var blind = new Capabilities(true, true, true, true, false, false, true, true);
        assertTrue(condition("watched", blind, MonitoringStack.NONE).contains("cannot read Prometheus objects"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Probe", "AlertmanagerConfig"})
    void aKindThatOnlyThisGatewayNeedsIsMissedByItAlone(String kind) {
        var without = new Capabilities(
                true, true, !kind.equals("Probe"), !kind.equals("AlertmanagerConfig"), true, true, true, true);
        String condition = condition("watched", without, Stacks.SELECTING);
        assertTrue(condition.startsWith("False/CRDMissing: the cluster has no " + kind + " kind:"), condition);
        assertTrue(condition("minimal", without, Stacks.SELECTING).startsWith("True/Configured"));
    }

    @ParameterizedTest
    @CsvSource({"15d,true", "27d23h,true", "28d,false", "4w,false", "1y,false"})
    void aPrometheusThatForgetsTooSoonIsRemarkedUpon(String retention, boolean remarked) {
        assertEquals(remarked, withField("retention", retention).contains("less than the window of 28d"));
    }

    @Test
    void theDefaultRetentionIsADayUnlessASizeEndsIt() {
        assertTrue(withField("retention", "absent").contains("it keeps 24h"));
        String bySize = Stacks.ALL.replace("retention: 60d", "retentionSize: 50GB");
        assertFalse(withPrometheus(bySize).contains("it keeps"));
        assertEquals(Duration.ofHours(36), Retention.parse("1d12h"));
        assertEquals(Duration.ofMillis(1500), Retention.parse("1s500ms"));
    }
}
