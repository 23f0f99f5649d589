package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.reconcile.OwnedKinds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

/// The API server, a namespace or a kind goes away, and most of them come back.
@Isolated
class OutagesTest {
    private Loop loop;

    @BeforeEach
    void start() throws IOException {
        loop = new Loop();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void whatChangedWhileTheWatchesWereCutIsNoticed() {
        loop.serve("");
        loop.cable().cut();
        drift();
        loop.awaitReplicas(1);
        loop.cable().cut();
        loop.change("replicas: 3");
        loop.awaitReplicas(3);
        loop.podsBecomeReady();
        loop.awaitState("watches cut");
    }

    @Test
    void whatChangedWhileTheApiServerWasGoneAndItsHistoryWithItIsNoticed() throws Exception {
        loop.serve("");
        loop.cable().unplug();
        drift();
        // No event will ever say so.
        loop.at(Service.class).delete();
        loop.change("replicas: 2");
        Thread.sleep(2000);
        loop.cluster.forgetHistory();
        loop.cable().plug();
        loop.awaitReplicas(2);
        loop.awaitOwned(Service.class);
        loop.podsBecomeReady();
        loop.awaitState("API server gone for a while, with its history");
    }

    private void drift() {
        loop.edit(Deployment.class, deployment -> deployment.getSpec().setReplicas(9));
    }

    @Test
    void aNamespaceThatIsBeingTerminatedIsLeftInPeace() throws Exception {
        var log = new ListAppender<ILoggingEvent>();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        loop.serve("replicas: 2");
        loop.awaitSilence();
        // Existing objects can still be changed there, and new ones are not taken.
        loop.cluster
                .faults()
                .refuse(
                        write -> !write.path().contains("/inferencegateways/")
                                && !write.method().equals("DELETE"),
                        403,
                        "unable to create new content in namespace vision because it is being terminated");
        log.start();
        root.addAppender(log);
        try {
            OwnedKinds.ALWAYS.forEach(kind -> loop.at(kind).delete());
            loop.awaitState("namespace being terminated");
            int before = loop.cluster.faults().writes().size();
            Thread.sleep(Duration.ofSeconds(4));
            int writes = loop.cluster.faults().writes().size() - before;
            assertTrue(writes <= 2 * OwnedKinds.ALWAYS.size(), writes + " writes");

            loop.at(InferenceGateway.class).delete();
            loop.awaitGone(InferenceGateway.class);
            loop.awaitSilence();
            assertNull(loop.at(Service.class).get());
        } finally {
            root.detachAppender(log);
        }
        assertEquals(
                List.of(),
                log.list.stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .map(ILoggingEvent::getFormattedMessage)
                        .toList());
    }

    @Test
    void theKindsOfThePrometheusOperatorMayBeRemovedAndRestored() {
        loop.serve("");
        monitoring().forEach(loop::awaitOwned);
        loop.awaitCondition(ConditionType.MONITORING_READY, "True", "Configured");

        // With a kind go its objects and its watches.
        monitoring().forEach(kind -> loop.at(kind).delete());
        loop.cluster.prometheusOperator(false);
        loop.cable().cut();
        loop.touch(Duration.ofMinutes(2));
        loop.awaitState("monitoring CRDs removed");
        loop.awaitCondition(ConditionType.READY, "True", "Ready");

        loop.cluster.prometheusOperator(true);
        loop.touch(Duration.ofMinutes(2));
        monitoring().forEach(loop::awaitOwned);
        loop.awaitState("monitoring CRDs restored");
        // And watched again.
        loop.edit(ServiceMonitor.class, monitor -> monitor.getMetadata().setLabels(Map.of()));
        await().atMost(Loop.PATIENCE).until(() -> !loop.at(ServiceMonitor.class)
                .get()
                .getMetadata()
                .getLabels()
                .isEmpty());
    }

    private static Stream<Class<? extends HasMetadata>> monitoring() {
        return Stream.of(ServiceMonitor.class, PrometheusRule.class);
    }
}
