package io.inferencegateway.operator.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.inferencegateway.operator.FreePorts;
import io.inferencegateway.operator.Main;
import io.inferencegateway.operator.cli.local.FakePod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `igw local` as a process of its own, with a stand-in for the pod.
class LocalTest {
    @TempDir
    Path folder;

    private Process igw;
    private int port;

    @BeforeEach
    void choosePort() {
        port = FreePorts.one();
    }

    @AfterEach
    void stop() {
        if (igw != null) {
            igw.descendants().forEach(ProcessHandle::destroyForcibly);
            igw.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void itServesShowsThePictureAndStopsOnASignal(String signal) throws Exception {
        assumeFalse(
                signal.equals("INT") && ignoresInterrupts(), "SIGINT is ignored here, as in a shell's background job");
        var picture = Files.writeString(folder.resolve("cat.jpg"), "meow");
        start(gateway("fake", ""), "--picture", picture.toString());

        await().atMost(60, TimeUnit.SECONDS).until(() -> out().contains("in the model"));
        String out = out();
        assertTrue(out.contains("HOST=127.0.0.1"), out);
        assertTrue(out.contains("curl -F file=@" + picture + " http://127.0.0.1:" + port + "/predict"), out);
        assertTrue(out.contains("In a browser: http://127.0.0.1:" + port + "/\n"), out);
        assertTrue(out.contains("1  tabby cat   75.00 %"), out);

        new ProcessBuilder("kill", "-" + signal, Long.toString(igw.pid()))
                .start()
                .waitFor();
        assertTrue(igw.waitFor(60, TimeUnit.SECONDS), "igw still runs: " + out() + err());
        assertEquals(0, igw.exitValue(), out() + err());
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    // What a process ignores, its children ignore: a shell without job control starts its background jobs so.
    private static boolean ignoresInterrupts() throws IOException {
        var status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    @Test
    void thePodGetsTheEnvironmentOfItsDeploymentAndNothingElse() throws Exception {
        start(gateway("fake", "  slo: {latency: {threshold: 250ms, target: 99.9}}\n"));
        await().atMost(60, TimeUnit.SECONDS).until(() -> out().contains("Ready after"));

        var env = podEnvironment();
        assertEquals("development", env.get("ENVIRONMENT"));
        assertEquals("127.0.0.1", env.get("HOST"));
        assertEquals("250", env.get("SLO_P99_LATENCY_MS"));
        assertEquals("99.9", env.get("SLO_LATENCY_TARGET"));
        assertEquals("99.5", env.get("SLO_AVAILABILITY_TARGET"));
        assertEquals("cat", env.get("SERVICE_NAME"));
        assertEquals(Integer.toString(port), env.get("PORT"));
        assertFalse(env.containsKey("SECRET_OF_THE_SHELL"), env.toString());
    }

    @Test
    void whatIsInTheClusterIsLeftOutAndSaid() throws Exception {
        start(gateway("fake", """
                    warmup: {iterations: 2, sample: {configMapName: golden, expectClass: 2}}
                  expose: {tls: {secretName: pair}, apiKeys: {secretName: clients}}
                """));
        await().atMost(60, TimeUnit.SECONDS).until(() -> out().contains("Ready after"));

        var env = podEnvironment();
        assertEquals("2", env.get("WARMUP_ITERATIONS"));
        assertFalse(env.toString().contains("/etc/inference-gateway"), env.toString());
        assertFalse(env.containsKey("SELF_TEST_EXPECT_CLASS"), env.toString());
        assertTrue(
                out().contains("without SELF_TEST_IMAGE_FILE, SELF_TEST_EXPECT_CLASS, TLS_CERT_FILE, TLS_KEY_FILE,"
                        + " API_KEYS_FILE, because"),
                out());
    }

    @Test
    void anEnvironmentThatTheResourceSetsStays() throws Exception {
        start(gateway("fake", "  observability: {environment: production}\n"));
        await().atMost(60, TimeUnit.SECONDS).until(() -> out().contains("Ready after"));

        assertEquals("production", podEnvironment().get("ENVIRONMENT"));
        assertFalse(out().contains("ENVIRONMENT="), out());
        assertFalse(out().contains("In a browser"), out());
    }

    @Test
    void aPodThatEndsIsQuoted() throws Exception {
        start(gateway("crash", ""));

        assertTrue(igw.waitFor(60, TimeUnit.SECONDS), "igw still runs: " + out() + err());
        assertEquals(1, igw.exitValue());
        assertTrue(err().contains("exit code 3 before it was ready"), err());
        assertTrue(err().contains("Model load failed: no such file"), err());
        assertFalse(err().contains("Starting"), err());
    }

    @Test
    void aModelThatCannotBeLoadedEndsTheWait() throws Exception {
        start(gateway("broken", ""));

        assertTrue(igw.waitFor(60, TimeUnit.SECONDS), "igw still runs: " + out() + err());
        assertEquals(1, igw.exitValue());
        assertTrue(err().contains("The pod cannot load the model: digest mismatch"), err());
    }

    @Test
    void aTakenPortIsSaidBeforeAnythingStarts() throws Exception {
        try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            start(gateway("fake", ""));

            assertTrue(igw.waitFor(60, TimeUnit.SECONDS), "igw still runs: " + out() + err());
            assertEquals(1, igw.exitValue());
            assertEquals(
                    "port " + taken.getLocalPort()
                            + " is already taken; stop what listens there, or choose another port with --port\n",
                    err());
        }
    }

    @Test
    void aRefusedResourceStartsNothing() throws Exception {
        start(gateway("fake", "  device: mps\n"));

        assertTrue(igw.waitFor(60, TimeUnit.SECONDS), "igw still runs: " + out() + err());
        assertEquals(1, igw.exitValue());
        assertTrue(err().contains("spec.device: Unsupported value: \"mps\""), err());
    }

    private Path gateway(String model, String more) throws IOException {
        return Files.writeString(folder.resolve("gateway.yaml"), """
                apiVersion: inferencegateway.io/v1alpha1
                kind: InferenceGateway
                metadata: {name: cat}
                spec:
                  model:
                    storageUri: builtin://efficientnet-lite0
                    name: %s
                %s""".formatted(model, more));
    }

    private void start(Path gateway, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "local",
                "-f",
                gateway.toString(),
                "--port=" + port,
                "--metrics-port=" + port,
                "--grpc-port=0",
                "--pod-jar",
                FakePod.jar(folder).toString()));
        command.addAll(List.of(more));
        var builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("SECRET_OF_THE_SHELL", "x");
        igw = builder.start();
    }

    private Map<Object, Object> podEnvironment() throws IOException {
        String log = out().lines()
                .filter(line -> line.startsWith("Log: "))
                .findFirst()
                .orElseThrow()
                .substring(5);
        var env = new Properties();
        try (var file = Files.newBufferedReader(Path.of(log).resolveSibling("env.txt"))) {
            env.load(file);
        }
        return env;
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }
}
