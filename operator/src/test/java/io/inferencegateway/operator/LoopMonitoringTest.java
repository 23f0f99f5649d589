package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.openshift.api.model.monitoring.v1.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.inferencegateway.contract.ConditionType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The operator beside a Prometheus Operator, and without one.
class LoopMonitoringTest {
    private Loop loop;

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void withoutThePrometheusOperatorAGatewayServesAndSaysWhatIsMissing() throws Exception {
        loop = new Loop(LoopSetup.STANDARD.withoutPrometheusOperator());
        loop.serve("");
        loop.awaitState("monitoring CRDs absent");
        assertNull(loop.at(ServiceMonitor.class).get());
    }

    @Test
    void thePrometheusOperatorMayComeAndGo() throws Exception {
        loop = new Loop(LoopSetup.STANDARD.withoutPrometheusOperator());
        loop.serve("");
        loop.awaitCondition(ConditionType.MONITORING_READY, "False", "CRDMissing");

        loop.cluster.prometheusOperator(true);
        loop.touch(Duration.ofMinutes(2));
        loop.awaitOwned(ServiceMonitor.class);
        loop.awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
        loop.at(ServiceMonitor.class).delete();
        loop.awaitOwned(ServiceMonitor.class);

        loop.cluster.prometheusOperator(false);
        loop.touch(Duration.ofMinutes(2));
        loop.awaitCondition(ConditionType.MONITORING_READY, "False", "CRDMissing");
        loop.awaitCondition(ConditionType.READY, "True", "Ready");
    }

    @Test
    void aPrometheusThatStopsSelectingIsNoticedWithoutPolling() throws Exception {
        loop = new Loop();
        loop.serve("");
        loop.awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
        prometheusSelects(Map.of("release", "prom"));
        loop.awaitCondition(ConditionType.MONITORING_READY, "False", "NotSelected");
        assertTrue(loop.message(ConditionType.MONITORING_READY).contains("release=prom"));
        loop.change("observability: {metrics: {serviceMonitor: {labels: {release: prom}}}}");
        loop.awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
        loop.awaitCondition(ConditionType.READY, "True", "Ready");
    }

    @Test
    void aPrometheusThatMayNotDiscoverIsAskedAgain() throws Exception {
        loop = new Loop();
        loop.cluster.prometheusMayDiscover(false);
        loop.create("");
        loop.awaitCondition(ConditionType.MONITORING_READY, "False", "NotAllowed");
        loop.cluster.prometheusMayDiscover(true);
        loop.touch(Duration.ofMinutes(2));
        loop.awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
    }

    @Test
    void receiversAndProbesComeWithTheirKindsAndGoWithTheSpec() throws Exception {
        loop = new Loop(LoopSetup.STANDARD.withoutPrometheusOperator());
        loop.serve("");
        loop.change("""
                alerting: {receivers: {pager: {type: webhook, secret: {name: hooks, key: url}}}}
                observability: {metrics: {probe: {prober: "blackbox:9115"}}}
                """);
        loop.awaitCondition(ConditionType.MONITORING_READY, "False", "CRDMissing");
        loop.cluster.prometheusOperator(true);
        loop.touch(Duration.ofMinutes(2));
        loop.awaitOwned(Probe.class);
        loop.awaitOwned(AlertmanagerConfig.class);
        loop.change("");
        await().atMost(Loop.PATIENCE)
                .until(() -> loop.at(Probe.class).get() == null
                        && loop.at(AlertmanagerConfig.class).get() == null);
    }

    @Test
    void monitoringThatIsSwitchedOffIsPruned() throws Exception {
        loop = new Loop();
        loop.serve("");
        loop.awaitOwned(ServiceMonitor.class);
        loop.change("observability: {metrics: {serviceMonitor: {enabled: never}}}");
        await().atMost(Loop.PATIENCE)
                .until(() -> loop.at(ServiceMonitor.class).get() == null
                        && loop.at(PrometheusRule.class).get() == null);
        loop.awaitCondition(ConditionType.MONITORING_READY, "Unknown", "Disabled");
        assertNotNull(loop.at(Deployment.class).get());
    }

    private void prometheusSelects(Map<String, String> labels) {
        loop.client()
                .resources(Prometheus.class)
                .inNamespace("monitoring")
                .withName("k8s")
                .edit(prometheus -> {
                    prometheus.getMetadata().setGeneration(2L);
                    prometheus.getSpec().getServiceMonitorSelector().setMatchLabels(labels);
                    return prometheus;
                });
    }
}
