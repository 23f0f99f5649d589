package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.management.OperatorMetrics;
import io.inferencegateway.operator.mock.Cable;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.status.PodAnswer;
import io.inferencegateway.operator.status.Stacks;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A cluster in memory with a Prometheus, the operator on it and one gateway, for tests of the loop.
final class Loop extends TestGateway implements AutoCloseable {
    private final AtomicInteger reconciliations = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile Duration ahead = Duration.ZERO;
    private LoopSetup setup;
    private Cable cable;
    private KubernetesClient connection;
    private OperatorProcess operator;

    Loop() throws IOException {
        this(LoopSetup.STANDARD);
    }

    Loop(LoopSetup setup) throws IOException {
        super(new MockCluster(true));
        client().resource(Stacks.prometheus("k8s", Stacks.ALL)).create();
        cluster.prometheusOperator(setup.prometheusOperator());
        run(setup);
    }

    private void run(LoopSetup now) throws IOException {
        setup = now;
        Desired counted = (gateway, capabilities, with) -> {
            reconciliations.incrementAndGet();
            return now.desired().resources(gateway, capabilities, with);
        };
        cable = cluster.cable();
        connection = OperatorProcess.client(now.patience(cluster.through(cable)), OperatorMetrics.registry());
        operator = OperatorProcess.start(
                connection, now.settings(), counted, () -> Instant.now().plus(ahead), address -> {
                    questions.incrementAndGet();
                    return new PodAnswer.Loaded("1.0", "sha256:abc");
                });
    }

    /// The operator ends as if it were killed, and another one begins.
    void restartAbruptly() throws IOException {
        cable.unplug();
        uninstall();
        cluster.faults().revive();
        run(setup);
    }

    /// What the operator reaches the API server through.
    Cable cable() {
        return cable;
    }

    /// The operator ends, and another one with another environment begins.
    void upgrade(Map<String, String> env) throws IOException {
        uninstall();
        run(setup.told(env));
    }

    /// The same, with an operator that makes something else of a spec.
    void upgrade(Desired desired) throws IOException {
        uninstall();
        run(setup.desiring(desired));
    }

    void uninstall() {
        operator.close();
        connection.close();
        cable.close();
    }

    /// How often pods were asked about their model.
    int questions() {
        return questions.get();
    }

    /// Lets time pass for the operator, unnoticed.
    void later(Duration later) {
        ahead = ahead.plus(later);
    }

    /// Has the gateway looked at, some time later.
    void touch(Duration later) {
        later(later);
        int looks = reconciliations.get();
        nudge();
        await().atMost(PATIENCE).until(() -> reconciliations.get() > looks);
    }

    /// Waits until the operator has written nothing for two seconds: what it was still about to do is done.
    void awaitSilence() throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        int seen = -1;
        while (seen != cluster.writes().size() && Instant.now().isBefore(deadline)) {
            seen = cluster.writes().size();
            Thread.sleep(2000);
        }
    }

    List<String> writesSince(int before) {
        var writes = cluster.writes();
        return writes.subList(before, writes.size());
    }

    /// Writes of the operator during the seconds after it has looked at an annotation that is nobody's business.
    List<String> writesAfterATouch() throws InterruptedException {
        int before = cluster.writes().size();
        touch(Duration.ZERO);
        Thread.sleep(2000);
        // The touch itself is ours; the operator writes a gateway's status only.
        return writesSince(before).stream()
                .filter(write -> !write.endsWith("/inferencegateways/" + NAME))
                .toList();
    }

    /// What the operator's management port answers.
    HttpResponse<String> get(String path) throws Exception {
        var uri = URI.create("http://localhost:" + operator.managementPort() + path);
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Override
    public void close() {
        uninstall();
        cluster.close();
    }
}
