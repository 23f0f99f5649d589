package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pod that is told to end while its model does not come: it does not wait for the model, and says what it does.
class EndWhileLoadingTest {
    @TempDir
    private Path directory;

    @Test
    @Timeout(240)
    void sigtermEndsAHangingLoad() throws Exception {
        var pipe = directory.resolve("model.onnx");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        var variables = Map.of("MODEL_URI", "file://" + pipe, "OTEL_TRACES_EXPORTER", "none");
        try (var pod = PodProcess.start(directory, 503, line -> line.contains("Loading model"), variables)) {
            pod.stop();
            assertTrue(pod.lines().stream()
                    .anyMatch(line -> line.stringValue("event", "").equals("Shutting down application")));
        }
    }
}
