package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inferencegateway.operator.mock.Faults;
import io.inferencegateway.operator.mock.MockCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator as Kubernetes runs it: a process that logs JSON to standard output and stops on SIGTERM.
class ProcessTest {
    @Test
    void itLogsJsonToStandardOutputAndStopsOnSigterm(@TempDir Path folder) throws Exception {
        var out = folder.resolve("out");
        try (var cluster = new MockCluster(false)) {
            var process = start(cluster, out, folder.resolve("err"), Map.of());
            try {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Files.readString(out).contains("\"operator started\""));
                process.destroy();
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            } finally {
                process.destroyForcibly();
            }
        }
        var lines = Files.readAllLines(out);
        for (var line : lines) {
            assertTrue(new ObjectMapper().readTree(line).hasNonNull("event"), line);
        }
        assertTrue(lines.stream().anyMatch(line -> line.contains("\"operator stopping\"")), lines.toString());
        assertEquals("", Files.readString(folder.resolve("err")));
    }

    @Test
    void whoLosesTheLeaseWritesNothingMoreNotEvenWhatItHasBegun(@TempDir Path folder) throws Exception {
        var out = folder.resolve("out");
        try (var cluster = new MockCluster(false)) {
            var gateway = new TestGateway(cluster);
            gateway.create("");
            // In the middle of its writes for longer than it takes to notice, and less than an orderly end would wait.
            cluster.faults().delay(write -> !lease(write), Duration.ofSeconds(8));
            var process = start(
                    cluster,
                    out,
                    folder.resolve("err"),
                    Map.of("LEADER_ELECTION", "true", "POD_NAMESPACE", TestGateway.NAMESPACE));
            try {
                await().atMost(TestGateway.PATIENCE).until(() -> writes(cluster) == 1);
                await().atMost(TestGateway.PATIENCE)
                        .ignoreException(KubernetesClientException.class)
                        .until(() -> anotherLeads(cluster));
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
                assertEquals(1, process.exitValue());
                assertEquals(1, writes(cluster));
            } finally {
                process.destroyForcibly();
            }
        }
        assertTrue(Files.readString(out).contains("no longer the leader"));
    }

    private static boolean lease(Faults.Write write) {
        return write.path().contains("/leases");
    }

    private static long writes(MockCluster cluster) {
        return cluster.faults().writes().stream().filter(write -> !lease(write)).count();
    }

    private static boolean anotherLeads(MockCluster cluster) {
        return cluster.client()
                        .leases()
                        .inNamespace(TestGateway.NAMESPACE)
                        .withName("inference-gateway-operator")
                        .edit(lease -> new LeaseBuilder(lease)
                                .editSpec()
                                .withHolderIdentity("another")
                                .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
                                .endSpec()
                                .build())
                != null;
    }

    private static Process start(MockCluster cluster, Path out, Path err, Map<String, String> env) throws Exception {
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=src/main/resources/logback.xml",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "run"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().put("KUBECONFIG", "/nonexistent");
        builder.environment()
                .put("KUBERNETES_MASTER", cluster.client().getMasterUrl().toString());
        builder.environment().put("MANAGEMENT_PORT", String.valueOf(FreePorts.one()));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(env);
        return builder.start();
    }
}
