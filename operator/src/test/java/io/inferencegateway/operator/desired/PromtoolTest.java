package io.inferencegateway.operator.desired;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Prometheus' own tool reads the golden rules and plays the scenarios of `src/test/promtool` against them.
/// Skipped, and said so, where there is no promtool: CI names one in `PROMTOOL`.
class PromtoolTest {
    private static final Path SCENARIOS = Path.of("src/test/promtool");

    static Stream<Path> rules() throws IOException {
        return list(RuleFile.GOLDEN);
    }

    static Stream<Path> scenarios() throws IOException {
        return list(SCENARIOS);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRulesAreWellFormed(Path file) throws Exception {
        promtool("check", "rules", "--lint=all", "--lint-fatal", file.toString());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theScenarioEndsAsWritten(Path file) throws Exception {
        promtool("test", "rules", file.toString());
    }

    @Test
    void aUsersTextCannotBreakTheRules(@TempDir Path folder) throws Exception {
        var file = folder.resolve("rules.yaml");
        Files.writeString(
                file,
                RuleFile.of(
                        RuleFile.gateway(
                                "alerting: {labels: {team: '{{ broken'}, severities: {page: '{{'}, runbookUrl: 'https://wiki/{{'}")));
        promtool("check", "rules", file.toString());
    }

    private static void promtool(String... arguments) throws Exception {
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

    private static Stream<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }
}
