package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.operator.Tool;
import java.util.ArrayList;
import java.util.List;

/// Prometheus' own tool. Tests that need it are skipped, and say so, where there is none: CI names one in `PROMTOOL`.
public final class Promtool {
    private Promtool() {}

    /// Runs it; fails with its output when it is not content.
    public static void run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Tool.find("PROMTOOL", "promtool").toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
    }
}
