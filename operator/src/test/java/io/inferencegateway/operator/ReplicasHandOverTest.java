package io.inferencegateway.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `spec.replicas` of the Deployment between the spec and an autoscaler.
class ReplicasHandOverTest {
    private static final String AUTOSCALER = "kube-controller-manager";

    private final List<Integer> seen = new CopyOnWriteArrayList<>();
    private Loop loop;

    @BeforeEach
    void start() throws IOException {
        loop = new Loop();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    private void watch() {
        loop.at(Deployment.class).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, Deployment deployment) {
                seen.add(deployment.getSpec().getReplicas());
            }

            @Override
            public void onClose(WatcherException cause) {}
        });
    }

    private void autoscalerSets(int replicas) {
        loop.applyAs(
                AUTOSCALER,
                Deployment.class,
                "kind: Deployment\napiVersion: apps/v1\nmetadata: {}\nspec: {replicas: %d}".formatted(replicas));
    }

    @Test
    void fromFixedReplicasToAnAutoscalerAndBackWithoutADropToOne() throws Exception {
        loop.create("replicas: 4");
        loop.awaitOwned(Deployment.class);
        watch();

        loop.change("replicas: 4\nautoscaling: {minReplicas: 2, maxReplicas: 10}");
        loop.awaitOwned(HorizontalPodAutoscaler.class);
        loop.awaitSilence();
        loop.awaitState("an autoscaler took over");
        assertEquals(4, loop.replicas());

        autoscalerSets(7);
        loop.awaitReplicas(7);
        loop.awaitSilence();
        assertEquals(7, loop.replicas());

        loop.change("replicas: 5");
        loop.awaitGone(HorizontalPodAutoscaler.class);
        loop.awaitReplicas(5);
        loop.awaitSilence();
        loop.awaitState("back at fixed replicas");
        assertEquals(List.of(4, 7, 5), seen.stream().distinct().toList());
    }

    @Test
    void aNumberOutsideTheAutoscalersBoundsIsBroughtInside() throws Exception {
        loop.create("replicas: 1");
        loop.awaitOwned(Deployment.class);
        loop.change("autoscaling: {minReplicas: 3, maxReplicas: 10}");
        loop.awaitReplicas(3);
        loop.awaitSilence();
        assertEquals(3, loop.replicas());
    }

    @Test
    void whileTheAutoscalerCannotBeDeletedTheNumberOfPodsIsItsOwn() {
        loop.create("autoscaling: {minReplicas: 3, maxReplicas: 10}");
        loop.awaitOwned(HorizontalPodAutoscaler.class);
        loop.awaitReplicas(3);
        loop.cluster.faults().refuse(write -> write.method().equals("DELETE"), 403, "not now");
        loop.change("replicas: 5");
        loop.awaitState("an autoscaler that cannot be deleted");
        assertEquals(3, loop.replicas());

        loop.cluster.faults().mend();
        loop.awaitReplicas(5);
        loop.awaitGone(HorizontalPodAutoscaler.class);
    }

    @Test
    void aNewGatewayBeginsWithTheFewestAndLeavesTheRestToTheAutoscaler() throws Exception {
        loop.create("autoscaling: {minReplicas: 3, maxReplicas: 10}");
        loop.awaitOwned(HorizontalPodAutoscaler.class);
        loop.awaitSilence();
        assertEquals(3, loop.replicas());
        autoscalerSets(6);
        loop.awaitSilence();
        assertEquals(6, loop.replicas());
    }
}
