package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Desired;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A newer operator that makes another pod template of the same spec.
class OperatorUpgradeTest {
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
    void aNewerPodTemplateWaitsUntilItIsAskedForOrThePodsChangeAnyway() throws Exception {
        loop.serve("");
        loop.awaitSilence();
        var before = loop.at(Deployment.class).get().getSpec();

        loop.upgrade(OperatorUpgradeTest::withAPortMore);
        loop.awaitState("newer pod template");
        assertEquals(before, loop.at(Deployment.class).get().getSpec());
        assertEquals("pod template", loop.status().runtime().update());

        loop.change("slo: {availability: {target: 99.9}}");
        await().atMost(Loop.PATIENCE)
                .until(() -> loop.status().observedGeneration().equals(loop.generation()));
        loop.at(Deployment.class).edit(deployment -> {
            container(deployment).setImage("drifted");
            return deployment;
        });
        await().atMost(Loop.PATIENCE).until(() -> !"drifted".equals(loop.image()));
        assertEquals(before, loop.at(Deployment.class).get().getSpec());

        loop.change("runtime: {upgradePolicy: Auto}");
        await().atMost(Loop.PATIENCE).until(() -> ports().contains(9999));
        await().atMost(Loop.PATIENCE).until(() -> loop.status().runtime().update() == null);
    }

    @Test
    void anEditThatChangesThePodsTakesTheNewerTemplateWithIt() throws Exception {
        loop.serve("");
        loop.awaitSilence();
        loop.upgrade(OperatorUpgradeTest::withAPortMore);
        loop.awaitState("newer pod template");
        loop.change("overload: {timeout: 2s}");
        await().atMost(Loop.PATIENCE).until(() -> ports().contains(9999));
    }

    private List<Integer> ports() {
        return container(loop.at(Deployment.class).get()).getPorts().stream()
                .map(ContainerPort::getContainerPort)
                .toList();
    }

    private static List<HasMetadata> withAPortMore(
            InferenceGateway gateway, Capabilities capabilities, OperatorSettings settings) {
        var resources = Desired.of(gateway, capabilities, settings);
        resources.stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .forEach(deployment ->
                        container(deployment).getPorts().add(new ContainerPort(9999, null, null, "newer", "TCP")));
        return resources;
    }

    private static Container container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    }
}
