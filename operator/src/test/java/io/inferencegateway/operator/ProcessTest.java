package io.inferencegateway.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencegateway.operator.mock.MockCluster;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator as Kubernetes runs it: a process that logs JSON to standard output and stops on SIGTERM.
class ProcessTest {
    @Test
    void itLogsJsonToStandardOutputAndStopsOnSigterm(@TempDir Path folder) throws Exception {
        var out = folder.resolve("out");
        try (var cluster = new MockCluster(false)) {
            var process = start(cluster, out, folder.resolve("err"));
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

    private static Process start(MockCluster cluster, Path out, Path err) throws Exception {
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
        builder.environment().put("MANAGEMENT_PORT", String.valueOf(freePort()));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
