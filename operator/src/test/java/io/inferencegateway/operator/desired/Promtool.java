package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Prometheus' own tool. Tests that need it are skipped, and say so, where there is none: CI names one in `PROMTOOL`.
public final class Promtool {
    private Promtool() {}

    /// Runs it; fails with its output when it is not content.
    public static void run(String... arguments) throws Exception {
        var tool = find();
        Assumptions.assumeTrue(
                tool.isPresent(), "no promtool: set PROMTOOL to its path, or put it on PATH, to check the rules");
        var command = new ArrayList<>(List.of(tool.orElseThrow().toString()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
    }

    private static Optional<Path> find() {
        // A tool that is named and absent is a mistake, not a reason to skip: starting it fails the test.
        var named = Optional.ofNullable(System.getenv("PROMTOOL")).filter(path -> !path.isBlank());
        if (named.isPresent()) {
            return named.map(Path::of);
        }
        var folders = Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .map(Path::of);
        return Stream.concat(folders, Stream.of(Path.of(System.getProperty("user.home"), ".cache/igw-cluster/bin")))
                .map(folder -> folder.resolve("promtool"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
