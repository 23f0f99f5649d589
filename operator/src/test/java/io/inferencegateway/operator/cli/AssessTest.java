package io.inferencegateway.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.inferencegateway.operator.FreePorts;
import io.inferencegateway.operator.cli.local.Pod;
import io.inferencegateway.operator.cli.local.PodClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `igw assess` at a URL: of a real pod, where its jar has been built, and of nobody.
class AssessTest {
    private static final Path POD = Path.of("../inference-pod/target/inference-pod.jar");

    @TempDir
    Path folder;

    private record Outcome(int code, String out, String err) {}

    private static Outcome igw(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Igw.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assess",
                "assess --url ftp://pod",
                "assess --url pod:8000",
                "assess cats -f gateway.yaml",
                "assess --url http://127.0.0.1:1 --write-status",
                "assess --url http://127.0.0.1:1 -n vision",
                "assess cats --management-url http://127.0.0.1:1",
                "assess cats -o yaml",
            })
    void wrongUsageIsTwo(String line) {
        var outcome = igw(line.split(" "));

        assertEquals(2, outcome.code(), outcome.out());
        assertTrue(outcome.err().contains("Usage: igw assess"), outcome.err());
    }

    @Test
    void whoDoesNotAnswerIsTwoAndASentence() {
        var outcome = igw("assess", "--url", "http://127.0.0.1:1");

        assertEquals(2, outcome.code());
        assertTrue(
                outcome.err().startsWith("the pod cannot be reached: http://127.0.0.1:1/readyz gave no answer"),
                outcome.err());
        assertEquals(1, outcome.err().lines().count(), outcome.err());
    }

    @Test
    void aFileThatIsNotThereIsTwo() {
        assertEquals(
                2,
                igw("assess", "--url", "http://127.0.0.1:1", "--log-file", folder + "/no.log")
                        .code());
        assertEquals(
                2,
                igw("assess", "--url", "http://127.0.0.1:1", "--api-key-file", folder + "/no.key")
                        .code());
        assertEquals(
                2,
                igw("assess", "--url", "http://127.0.0.1:1", "-f", folder + "/no.yaml")
                        .code());
    }

    @Test
    void aRealPodMeetsAllThatIsSeenAtAUrl() throws Exception {
        assumeTrue(Files.exists(POD), "the pod's jar has not been built");
        try (var collector = new Collector();
                var pod = pod(Map.of(
                        "OTEL_TRACES_EXPORTER", "otlp",
                        "OTEL_LOGS_EXPORTER", "otlp",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", collector.url()))) {
            var outcome = pod.assess("--log-file", pod.process().log().toString());

            var json = new ObjectMapper().readTree(outcome.out());
            assertEquals(0, outcome.code(), outcome.out() + outcome.err());
            assertEquals("25/29", json.path("score").asText());
            assertEquals(List.of(), texts(json.path("notMet")));
            assertEquals(List.of("SLO-1", "SLO-2", "SLO-3", "SLO-4"), texts(json.path("notChecked")));
        }
    }

    @Test
    void aRealPodWithoutLogAndCollectorFailsWhereItShould() throws Exception {
        assumeTrue(Files.exists(POD), "the pod's jar has not been built");
        try (var pod = pod(Map.of("OTEL_TRACES_EXPORTER", "none", "SLO_P99_LATENCY_MS", "320"))) {
            var file = folder.resolve("readiness.json");
            var outcome = pod.assess("--output", file.toString());

            var json = new ObjectMapper().readTree(Files.readString(file));
            assertEquals(1, outcome.code(), outcome.err());
            assertEquals("", outcome.out());
            assertEquals(List.of("METRICS-6", "TRACING-1"), texts(json.path("notMet")));
            assertEquals(17, json.path("notChecked").size());
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /// A pod process with the built-in model, and the ports it is on.
    private record RealPod(Pod process, int port, int metricsPort) implements AutoCloseable {
        Outcome assess(String... more) {
            var arguments = new ArrayList<>(List.of(
                    "assess",
                    "--url",
                    "http://127.0.0.1:" + port,
                    "--management-url",
                    "http://127.0.0.1:" + metricsPort,
                    "-o",
                    "json"));
            arguments.addAll(List.of(more));
            return igw(arguments.toArray(String[]::new));
        }

        @Override
        public void close() {
            process.close();
        }
    }

    private RealPod pod(Map<String, String> more) throws IOException {
        var ports = FreePorts.of(2);
        int port = ports.getFirst();
        int metricsPort = ports.getLast();
        var variables = new HashMap<>(Map.of(
                "HOST", "127.0.0.1",
                "PORT", "" + port,
                "METRICS_PORT", "" + metricsPort,
                "GRPC_PORT", "0",
                "ENVIRONMENT", "production",
                "REQUEST_TIMEOUT_MS", "60000"));
        variables.putAll(more);
        var pod = new RealPod(
                Pod.start(POD.toAbsolutePath().normalize(), variables, folder, Optional.empty()), port, metricsPort);
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(120))
                    .until(() -> new PodClient(port).readiness().ready());
        } catch (ConditionTimeoutException late) {
            pod.close();
            throw new AssertionError(Files.readString(pod.process().log()), late);
        }
        return pod;
    }

    /// Takes whatever is sent over OTLP.
    private static final class Collector implements AutoCloseable {
        private final HttpServer server;

        Collector() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/v1/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
