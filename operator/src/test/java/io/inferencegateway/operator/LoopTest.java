package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.operator.desired.Desired;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The whole operator against an API server in memory.
class LoopTest {
    private Loop loop;

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void aGatewayBecomesEverythingItShouldOwnAndServes() throws Exception {
        loop = new Loop();
        loop.serve("");
        loop.awaitOwned(ServiceAccount.class);
        loop.awaitOwned(Service.class);
        loop.awaitOwned(ServiceMonitor.class);
        loop.awaitOwned(PrometheusRule.class);
        await().atMost(Loop.PATIENCE)
                .until(() -> "1.0".equals(loop.status().model().version()));
        var status = loop.status();
        assertEquals("sha256:abc", status.model().digest());
        assertEquals("http://resnet.vision.svc:8000", status.url());
        assertEquals(1, status.readyReplicas());
        assertEquals(1L, status.observedGeneration());
        loop.awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");
        assertTrue(loop.condition(ConditionType.RECONCILING).isEmpty());
        loop.awaitState("serves");
    }

    @Test
    void aHealthyGatewayIsReconciledWithoutAWriteOrAQuestion() throws Exception {
        loop = new Loop();
        loop.serve("");
        loop.awaitSilence();
        int asked = loop.questions();
        assertEquals(List.of(), loop.writesAfterATouch());
        assertEquals(asked, loop.questions());
    }

    @Test
    void theSilenceWouldBeBrokenByADesiredStateThatIsNeverTheSame() throws Exception {
        Desired mutant = (gateway, capabilities, settings) -> {
            var resources = Desired.of(gateway, capabilities, settings);
            resources
                    .getFirst()
                    .getMetadata()
                    .getLabels()
                    .put("random", UUID.randomUUID().toString());
            return resources;
        };
        loop = new Loop(LoopSetup.STANDARD.desiring(mutant));
        loop.serve("");
        assertFalse(loop.writesAfterATouch().isEmpty());
    }

    @Test
    void driftIsRepaired() throws Exception {
        loop = new Loop();
        loop.serve("");
        loop.at(Deployment.class).edit(deployment -> {
            deployment.getSpec().setReplicas(9);
            deployment
                    .getSpec()
                    .getTemplate()
                    .getSpec()
                    .getContainers()
                    .getFirst()
                    .setImage("other");
            return deployment;
        });
        loop.at(Service.class).delete();
        loop.awaitOwned(Service.class);
        await().atMost(Loop.PATIENCE)
                .until(() -> loop.replicas() == 1 && loop.image().endsWith("-cpu"));
    }

    @Test
    void scalingAGatewayScalesItsDeployment() throws Exception {
        loop = new Loop();
        loop.serve("");
        loop.change("replicas: 4");
        loop.awaitReplicas(4);
        loop.awaitCondition(ConditionType.READY, "False", "Progressing");
        loop.awaitState("pods on their way");
        await().atMost(Loop.PATIENCE).until(() -> loop.status().observedGeneration() == 2);
    }

    @Test
    void anInvalidSpecKeepsTheLastGoodObjects() throws Exception {
        loop = new Loop();
        loop.serve("");
        loop.change("replicas: 7\noverload: {timeout: soon}");
        loop.awaitCondition(ConditionType.ACCEPTED, "False", "InvalidSpec");
        loop.awaitState("bad spec over a good one");
        loop.awaitCondition(ConditionType.AVAILABLE, "True", "Available");
        assertEquals(1, loop.replicas());
        await().atMost(Loop.PATIENCE).until(() -> loop.news().equals(List.of("NotAccepted x1")));
    }

    @Test
    void aRefusalOfTheApiServerIsShownInItsWordsAndRetried() throws Exception {
        loop = new Loop();
        loop.cluster.refuse("/deployments/" + Loop.NAME, 403, "exceeded quota: compute");
        loop.create("");
        loop.awaitState("object refused by a quota");
        assertTrue(loop.message(ConditionType.READY).contains("exceeded quota: compute"));
        loop.awaitOwned(Service.class);
        loop.cluster.refuseNothing();
        loop.awaitOwned(Deployment.class);
        await().atMost(Loop.PATIENCE)
                .until(() -> loop.condition(ConditionType.STALLED).isEmpty());
    }

    @Test
    void theManagementPortSaysThatItIsReadyAndCountsReconciliations() throws Exception {
        loop = new Loop();
        loop.serve("");
        assertEquals(200, loop.get("/livez").statusCode());
        assertEquals(200, loop.get("/readyz").statusCode());
        var metrics = loop.get("/metrics").body();
        assertTrue(metrics.contains("operator_sdk_reconciliations_success"), metrics);
        assertTrue(metrics.contains("jvm_memory_used_bytes"), metrics);
        assertEquals(404, loop.get("/metrics/more").statusCode());
    }

    @Test
    void withLeaderElectionTheLeaderHoldsALeaseAndActs() throws Exception {
        loop = new Loop(LoopSetup.STANDARD.told(Map.of("LEADER_ELECTION", "true", "POD_NAMESPACE", Loop.NAMESPACE)));
        loop.create("");
        loop.awaitOwned(Deployment.class);
        assertNotNull(loop.client()
                .leases()
                .inNamespace(Loop.NAMESPACE)
                .withName("inference-gateway-operator")
                .get());
    }
}
