package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.inferencegateway.operator.status.Stacks;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DiscoveryRightsTest {
    private static final byte[] ALLOWED = """
            {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": {}, "status": {"allowed": true}}
            """.getBytes(StandardCharsets.UTF_8);

    private static final Prometheus PROMETHEUS = Stacks.prometheus("k8s", Stacks.ALL);
    private static final int RESOURCES = 3;

    @Test
    void manyGatewaysOfANamespaceAskOnce() throws Exception {
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.incrementAndGet();
                exchange.getRequestBody().readAllBytes();
                // Long enough for every other thread to come with the same question.
                Thread.sleep(200);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(201, ALLOWED.length);
                exchange.getResponseBody().write(ALLOWED);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        var config = new ConfigBuilder()
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withAutoConfigure(false)
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build();
                var threads = Executors.newFixedThreadPool(16)) {
            var rights = new DiscoveryRights(InstantSource.system());
            Callable<List<String>> question = () -> rights.forbidden(PROMETHEUS, "vision", client);
            for (var answer : threads.invokeAll(Collections.nCopies(16, question))) {
                assertEquals(List.of(), answer.get());
            }
            assertEquals(RESOURCES, asked.get());
            rights.forbidden(PROMETHEUS, "speech", client);
            assertEquals(2 * RESOURCES, asked.get());
        } finally {
            server.stop(0);
        }
    }
}
