package io.inferencegateway.operator.scale;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.contract.InferenceGateway;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// The gateways of a measurement: all alike, with two replicas, so that each owns the seven objects a plain gateway
/// owns; twenty a namespace (`scale-0`, `scale-1` …), which must exist.
record Fleet(int size) {
    /// As many as the operator reconciles at once.
    static final int AT_ONCE = 32;

    private static final int A_NAMESPACE = 20;

    InferenceGateway gateway(int number) {
        return Serialization.unmarshal("""
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: gateway-%d, namespace: scale-%d}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0"}
                  replicas: 2
                """.formatted(number, number / A_NAMESPACE), InferenceGateway.class);
    }

    void create(KubernetesClient client) throws Exception {
        atOnce(IntStream.range(0, size)
                .<Callable<Object>>mapToObj(
                        number -> () -> client.resource(gateway(number)).create())
                .toList());
    }

    /// Runs all of them, `AT_ONCE` at a time; the first failure fails the whole.
    static void atOnce(List<Callable<Object>> tasks) throws Exception {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var task : threads.invokeAll(tasks)) {
                task.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("one of " + tasks.size() + " tasks failed", failed.getCause());
        }
    }
}
