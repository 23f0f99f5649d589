package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A model that does not come: its file is a named pipe nobody has written to yet. The kubelet's three questions
/// have three answers meanwhile.
class SlowLoadTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path models;

    @Test
    @Timeout(180)
    void aHangingLoadIsAliveNotStartedAndNotReadyUntilItEnds() throws Exception {
        var pipe = models.resolve("model.onnx");
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", pipe.toString())
                        .inheritIO()
                        .start()
                        .waitFor());
        var ports = FreePorts.of(2);
        int port = ports.get(0);
        int management = ports.get(1);
        var started = CompletableFuture.supplyAsync(
                () -> RunningPod.with(
                        Map.of("PORT", "" + port, "METRICS_PORT", "" + management, "MODEL_URI", "file://" + pipe)),
                command -> Thread.ofPlatform().daemon().start(command));
        try {
            awaitAnswer(port);
            for (int i = 0; i < 5; i++) {
                assertEquals(200, status(management, "/health/live"));
                assertEquals(200, status(port, "/healthz"));
                assertEquals(503, status(management, "/health/started"));
                assertEquals(503, status(management, "/health/ready"));
                assertTrue(get(port, "/readyz").body().contains("\"state\":\"loading\""));
                Thread.sleep(100);
            }
            assertFalse(started.isDone());
        } finally {
            // Opening the pipe for writing lets the pod's read go on; it ends with the model.
            Files.write(pipe, Files.readAllBytes(RunningPod.model("colours.onnx")));
        }
        try (var _ = started.get(120, TimeUnit.SECONDS)) {
            assertEquals(200, status(management, "/health/started"));
            assertEquals(200, status(management, "/health/ready"));
            assertEquals(200, status(management, "/health/live"));
        }
    }

    private void awaitAnswer(int port) throws Exception {
        while (true) {
            try {
                get(port, "/healthz");
                return;
            } catch (java.net.ConnectException notYet) {
                Thread.sleep(50);
            }
        }
    }

    private int status(int port, String path) throws Exception {
        return get(port, path).statusCode();
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
