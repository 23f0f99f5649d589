package io.inferencegateway.operator.scale;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.desired.Labels;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// Deployment controller, scheduler and kubelet in one, as far as the operator can see: the pods of every Deployment,
/// running and ready, and one loopback address on which all of them answer `/readyz`. Goes on answering until standard
/// input ends.
record Nodes(KubernetesClient client, String address) {

    static void finishRollouts(KubernetesClient client, String address) throws Exception {
        var pods = HttpServer.create(new InetSocketAddress(address, Endpoints.MANAGEMENT_PORT), 0);
        pods.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        pods.createContext(Endpoints.READYZ, exchange -> {
            try (exchange) {
                byte[] body = "{\"state\":\"ready\",\"model_version\":\"1\",\"model_digest\":\"sha256:0\"}"
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        pods.start();
        var nodes = new Nodes(client, address);
        Fleet.atOnce(
                client
                        .apps()
                        .deployments()
                        .inAnyNamespace()
                        .withLabelSelector(Labels.ownedSelector())
                        .list()
                        .getItems()
                        .stream()
                        .filter(deployment -> !complete(deployment))
                        .<Callable<Object>>map(deployment -> () -> nodes.finish(deployment))
                        .toList());
        System.out.println("finished");
        System.in.readAllBytes();
        pods.stop(0);
    }

    private static boolean complete(Deployment deployment) {
        return Objects.equals(
                deployment.getStatus().getObservedGeneration(),
                deployment.getMetadata().getGeneration());
    }

    private Deployment finish(Deployment deployment) {
        int replicas = deployment.getSpec().getReplicas();
        int there = Objects.requireNonNullElse(deployment.getStatus().getReplicas(), 0);
        for (int number = there; number < replicas; number++) {
            run(deployment, number);
        }
        return client.resource(new DeploymentBuilder(deployment)
                        .editMetadata()
                        .withManagedFields()
                        .endMetadata()
                        .withNewStatus()
                        .withObservedGeneration(deployment.getMetadata().getGeneration())
                        .withReplicas(replicas)
                        .withUpdatedReplicas(replicas)
                        .withReadyReplicas(replicas)
                        .withAvailableReplicas(replicas)
                        .endStatus()
                        .build())
                .updateStatus();
    }

    private void run(Deployment deployment, int number) {
        var template = deployment.getSpec().getTemplate();
        var pod = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(deployment.getMetadata().getName() + "-" + number)
                        .withNamespace(deployment.getMetadata().getNamespace())
                        .withLabels(template.getMetadata().getLabels())
                        .withAnnotations(template.getMetadata().getAnnotations())
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .create();
        client.resource(new PodBuilder(pod)
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP(address)
                        .addNewPodIP(address)
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .updateStatus();
    }
}
