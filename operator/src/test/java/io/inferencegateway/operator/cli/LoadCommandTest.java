package io.inferencegateway.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.inferencegateway.operator.Golden;
import io.inferencegateway.operator.cli.terminal.ProgressLine;
import io.inferencegateway.operator.mock.MockCluster;
import io.inferencegateway.operator.prometheus.TestCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `igw load` against a server whose delays and answers are known.
@Isolated
class LoadCommandTest {
    private static final int GREETINGS = 1;

    @TempDir
    Path folder;

    private final List<Server> servers = new ArrayList<>();

    /// A server that answers the n-th prediction (from 1, without the greeting) after a delay.
    private static final class Server implements AutoCloseable {
        final ConcurrentLinkedQueue<String> paths = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<String> keys = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<String> files = new ConcurrentLinkedQueue<>();
        private final AtomicInteger predictions = new AtomicInteger(-GREETINGS);
        private final HttpServer http;
        private final ExecutorService workers;

        Server(ExecutorService workers, IntUnaryOperator delayMs, IntUnaryOperator status) throws IOException {
            this.workers = workers;
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
            http.setExecutor(workers);
            http.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
                paths.add(exchange.getRequestURI().getPath());
                if (exchange.getRequestURI().getPath().equals("/predict")) {
                    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-API-Key")));
                    files.add(body.replaceAll("(?s).*filename=\"([^\"]*)\".*", "$1"));
                    int number = predictions.incrementAndGet();
                    answer(exchange, number < 1 ? 0 : delayMs.applyAsInt(number), status.applyAsInt(number));
                } else {
                    answer(exchange, 0, 200);
                }
            });
            http.start();
        }

        private static void answer(HttpExchange exchange, int delayMs, int status) throws IOException {
            try {
                Thread.sleep(delayMs);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(status, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        }

        String url() {
            return "http://127.0.0.1:" + http.getAddress().getPort();
        }

        @Override
        public void close() {
            http.stop(0);
            workers.shutdownNow();
        }
    }

    private Server server(ExecutorService workers, IntUnaryOperator delayMs, IntUnaryOperator status)
            throws IOException {
        var server = new Server(workers, delayMs, status);
        servers.add(server);
        return server;
    }

    private Server server(IntUnaryOperator delayMs, IntUnaryOperator status) throws IOException {
        return server(Executors.newVirtualThreadPerTaskExecutor(), delayMs, status);
    }

    @AfterEach
    void stop() {
        servers.forEach(Server::close);
    }

    private record Result(int code, String out, String err) {
        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(out);
        }

        double latency(String name) throws IOException {
            return json().at("/latencyMs").path(name).asDouble();
        }
    }

    private static Result igw(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Igw.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Result(code, out.toString(), err.toString());
    }

    private String gateway(String threshold) throws IOException {
        return Files.writeString(folder.resolve("gateway.yaml"), """
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: cats}
                spec:
                  model: {storageUri: "builtin://efficientnet-lite0"}
                  slo: {availability: {target: 99}, latency: {target: 90, threshold: %s}}
                """.formatted(threshold))
                .toString();
    }

    @Test
    void aKnownDelayIsMeasuredAndTheObjectivesAreKept() throws Exception {
        var server = server(number -> 100, number -> 200);
        var result =
                igw("load", "--url", server.url(), "-r", "20", "--requests", "40", "-f", gateway("2s"), "-o", "json");

        assertEquals(0, result.code(), result.err());
        assertEquals(40, result.json().at("/predictions/200").asInt());
        assertTrue(result.latency("p50") >= 99 && result.latency("p50") < 400, result.out());
        assertTrue(result.json().path("seconds").asDouble() >= 2.0, result.out());
        assertEquals(
                List.of(true, true),
                result.json().findValues("kept").stream()
                        .map(JsonNode::asBoolean)
                        .toList());
    }

    @Test
    void whatWaitsBehindASlowRequestIsSlowToo() throws Exception {
        // One worker: the first prediction takes a second and a half, the others are due in its shadow.
        var server = server(Executors.newSingleThreadExecutor(), number -> number == 1 ? 1_500 : 1, number -> 200);
        var result = igw(
                "load", "--url", server.url(), "-r", "20", "--requests", "40", "-f", gateway("300ms"), "-o", "json");

        assertEquals(1, result.code(), result.out());
        // Due at 0 … 1.2 s they wait until 1.5 s: 25 of 40. A closed loop would have seen one slow request of 40.
        var latency = result.json().at("/objectives/1");
        assertEquals("latency", latency.path("objective").asText());
        assertTrue(latency.path("good").asInt() <= 16, result.out());
        assertTrue(result.latency("p50") > 300, result.out());
        assertTrue(result.latency("max") >= 1_499, result.out());
    }

    @Test
    void refusalsCostAvailabilityAndTheClientsOwnFaultsDoNot() throws Exception {
        var server = server(number -> 0, number -> number % 5 == 0 ? 503 : number % 5 == 1 ? 415 : 200);
        var result =
                igw("load", "--url", server.url(), "-r", "100", "--requests", "50", "-f", gateway("2s"), "-o", "json");

        assertEquals(1, result.code(), result.err());
        assertEquals(
                "{\"200\":30,\"415\":10,\"503\":10}",
                result.json().path("predictions").toString());
        var availability = result.json().at("/objectives/0");
        assertEquals(40, availability.path("events").asInt());
        assertEquals(75.0, availability.path("measured").asDouble());
        assertEquals(false, availability.path("kept").asBoolean());
        assertEquals(true, result.json().at("/objectives/1/kept").asBoolean());
    }

    @Test
    void whoIsRefusedEverythingHasKeptNothing() throws Exception {
        var server = server(number -> 0, number -> 401);

        assertEquals(
                1,
                igw("load", "--url", server.url(), "-r", "50", "--requests", "5", "-f", gateway("2s"))
                        .code());
    }

    @Test
    void anAnswerThatComesTooLateIsNone() throws Exception {
        var server = server(number -> 2_000, number -> 200);
        var result =
                igw("load", "--url", server.url(), "-r", "10", "--requests", "3", "--timeout", "200ms", "-o", "json");

        assertEquals(3, result.json().at("/predictions/no answer in time").asInt(), result.out());
        assertEquals(0, result.code());
    }

    @Test
    void theLabsMixAsksTheProbesToo() throws Exception {
        var server = server(number -> 0, number -> 200);
        var result = igw("load", "--url", server.url() + "/", "-r", "100", "--requests", "24", "--mix", "10:1:1");

        assertEquals(0, result.code(), result.err());
        assertEquals(
                List.of(2L, 2L, 20L + GREETINGS),
                List.of("/healthz", "/readyz", "/predict").stream()
                        .map(path -> server.paths.stream().filter(path::equals).count())
                        .toList());
        assertTrue(result.out().contains("predictions   200: 20\nprobes        200: 4\n"), result.out());
    }

    @Test
    void picturesGoByTurnsAndTheKeyGoesWithThem() throws Exception {
        var server = server(number -> 0, number -> 200);
        var a = Files.writeString(folder.resolve("a.png"), "a").toString();
        var b = Files.writeString(folder.resolve("b.png"), "b").toString();
        var key = Files.writeString(folder.resolve("key"), "# mine\n\n k1 \n").toString();
        igw(
                "load",
                "--url",
                server.url(),
                "-r",
                "20",
                "--requests",
                "4",
                "--image",
                a,
                "--image",
                b,
                "--api-key-file",
                key);

        assertEquals(
                2 + GREETINGS, server.files.stream().filter("a.png"::equals).count());
        assertEquals(2, server.files.stream().filter("b.png"::equals).count());
        assertTrue(server.keys.stream().allMatch("k1"::equals), server.keys.toString());
    }

    @Test
    void theTableShowsLatenciesAHistogramAndTheVerdict() throws Exception {
        var server = server(number -> number % 2 == 0 ? 60 : 250, number -> 200);
        var result = igw("load", "--url", server.url(), "-r", "20", "--requests", "20", "-f", gateway("150ms"));

        assertEquals(1, result.code(), result.err());
        assertEquals("", result.err());
        var lines = result.out().lines().toList();
        assertTrue(lines.getFirst().matches("20\\.0 requests a second for 1\\.\\d s"), result.out());
        assertEquals("predictions   200: 20", lines.get(1));
        assertTrue(
                lines.get(3)
                        .matches("latency \\(ms\\)  p50 N  p90 N  p99 N  p99\\.9 N  max N".replace("N", "\\d+\\.\\d")),
                result.out());
        assertTrue(
                result.out().lines().anyMatch(line -> line.matches(" +150 ms  #* +\\d+  <- threshold")), result.out());
        assertTrue(
                result.out().contains("kept    availability 100.000 % answered well (20 of 20); the target is 99 %\n"));
        assertTrue(
                result.out().contains("missed  latency      50.000 % within 150ms (10 of 20); the target is 90 %\n"),
                result.out());
    }

    @Test
    void aServerIsTrustedByTheCertificatesThatAreNamed() throws Exception {
        var certificate = TestCertificate.create(folder);
        var https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        https.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        https.start();
        try {
            String url = "https://localhost:" + https.getAddress().getPort();
            assertEquals(2, igw("load", "--url", url, "--requests", "2").code());
            var trusted = igw(
                    "load",
                    "--url",
                    url,
                    "--requests",
                    "2",
                    "--ca-file",
                    certificate.pem().toString());
            assertEquals(0, trusted.code(), trusted.err());
            assertEquals(0, igw("load", "--url", url, "--requests", "2", "-k").code());
        } finally {
            https.stop(0);
        }
    }

    @Test
    void aGatewayOfTheClusterIsJudgedByItsOwnObjectives() throws Exception {
        var server = server(number -> 0, number -> 200);
        try (var cluster = new MockCluster(true)) {
            var gateway = Golden.gateway("minimal");
            cluster.client().resource(gateway).create();
            cluster.client()
                    .resource(Serialization.unmarshal(
                            """
                            apiVersion: v1
                            kind: Pod
                            metadata:
                              name: minimal-1
                              namespace: %s
                              labels: {inferencegateway.io/name: %s}
                            status: {phase: Running, conditions: [{type: Ready, status: "True"}]}
                            """.formatted(
                                            gateway.getMetadata().getNamespace(),
                                            gateway.getMetadata().getName()),
                            Pod.class))
                    .create();
            System.setProperty(
                    "kubeconfig",
                    Files.writeString(folder.resolve("kubeconfig"), """
                            apiVersion: v1
                            kind: Config
                            current-context: test
                            contexts: [{name: test, context: {cluster: test, user: test}}]
                            clusters: [{name: test, cluster: {server: "%s"}}]
                            users: [{name: test, user: {token: secret}}]
                            """.formatted(
                                            cluster.client().getMasterUrl()))
                            .toString());
            var result = igw(
                    "load",
                    gateway.getMetadata().getName(),
                    "-n",
                    gateway.getMetadata().getNamespace(),
                    "--url",
                    server.url(),
                    "-r",
                    "20",
                    "--requests",
                    "4",
                    "-o",
                    "json");

            assertEquals(0, result.code(), result.err());
            assertEquals(99.5, result.json().at("/objectives/0/target").asDouble());
        } finally {
            System.clearProperty("kubeconfig");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load",
                "load --url ftp://pod",
                "load cats -f gateway.yaml",
                "load --url http://127.0.0.1:1 -n vision",
                "load --url http://127.0.0.1:1 -r 0",
                "load --url http://127.0.0.1:1 -r 5001",
                "load --url http://127.0.0.1:1 -r 5000 -d 1h",
                "load --url http://127.0.0.1:1 -r 1 -d 2h",
                "load --url http://127.0.0.1:1 -d 5x",
                "load --url http://127.0.0.1:1 -d 5s --requests 5",
                "load --url http://127.0.0.1:1 --mix 0:1:1",
                "load --url http://127.0.0.1:1 --timeout 6m",
                "load --url https://127.0.0.1:1 -k --ca-file ca.crt",
            })
    void wrongUsageIsTwo(String line) {
        var result = igw(line.split(" "));

        assertEquals(2, result.code(), result.out());
        assertTrue(result.err().contains("Usage: igw load"), result.err());
    }

    @Test
    void whoDoesNotAnswerIsTwoAndASentence() {
        var result = igw("load", "--url", "http://127.0.0.1:1");

        assertEquals(2, result.code());
        assertTrue(result.err().startsWith("http://127.0.0.1:1/predict gives no answer ("), result.err());
        assertEquals(1, result.err().lines().count());
    }

    @Test
    void filesThatAreNotThereAreTwo() {
        for (String option : List.of("--image", "--api-key-file", "--ca-file", "-f")) {
            assertEquals(
                    2,
                    igw("load", "--url", "http://127.0.0.1:1", option, folder + "/none")
                            .code(),
                    option);
        }
    }

    @Test
    void aProgressLineIsWrittenOverItself() {
        var text = new StringWriter();
        try (var line = ProgressLine.watched(new PrintWriter(text))) {
            line.show(1, 4, "one");
            line.show(4, 4, "all");
        }

        assertEquals(
                "[#######.......................]  25 %  one|[##############################] 100 %  all|",
                text.toString().replaceFirst("^\r\u001b\\[K", "").replace("\r\u001b[K", "|"));
    }
}
