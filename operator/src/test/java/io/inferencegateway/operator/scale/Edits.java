package io.inferencegateway.operator.scale;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.Labels;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Edits gateways one after the other, each once, and waits for a watch to tell of the change of its Deployment. The
/// clock runs from the return of the edit; a Deployment that was faster than the answer counts as below zero.
final class Edits implements Watcher<Deployment> {
    // Not a number any gateway has: two replicas are declared, and each gateway is edited once.
    private static final int REPLICAS = 3;
    private static final long PATIENCE_S = 60;

    private final Map<String, CompletableFuture<Long>> awaited = new ConcurrentHashMap<>();

    static void measure(KubernetesClient client, Fleet fleet, int times) throws Exception {
        var edits = new Edits();
        var deployments = client.apps().deployments().inAnyNamespace().withLabelSelector(Labels.ownedSelector());
        try (var watch = deployments.watch(edits)) {
            var numbers = new Random(1).ints(0, fleet.size()).distinct().iterator();
            // The first few load the classes of this client.
            for (int edit = -10; edit < times; edit++) {
                double millis = edits.edit(client, fleet.gateway(numbers.nextInt()));
                if (edit >= 0) {
                    System.out.println(millis);
                }
            }
        }
    }

    private double edit(KubernetesClient client, InferenceGateway gateway) throws Exception {
        var seen = new CompletableFuture<Long>();
        var metadata = gateway.getMetadata();
        awaited.put(metadata.getNamespace() + "/" + metadata.getName(), seen);
        client.resources(InferenceGateway.class)
                .inNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":" + REPLICAS + "}}");
        long edited = System.nanoTime();
        return (seen.get(PATIENCE_S, TimeUnit.SECONDS) - edited) / 1e6;
    }

    @Override
    public void eventReceived(Action action, Deployment deployment) {
        long now = System.nanoTime();
        var metadata = deployment.getMetadata();
        var seen = awaited.get(metadata.getNamespace() + "/" + metadata.getName());
        if (seen != null && deployment.getSpec().getReplicas() == REPLICAS) {
            seen.complete(now);
        }
    }

    @Override
    public void onClose(WatcherException cause) {
        var failed = new IllegalStateException("the watch of the Deployments ended", cause);
        awaited.values().forEach(seen -> seen.completeExceptionally(failed));
    }
}
