package io.inferencegateway.operator.desired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Prometheus' own tool reads the golden rules and plays the scenarios of `src/test/promtool` against them.
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
        Promtool.run("check", "rules", "--lint=all", "--lint-fatal", file.toString());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theScenarioEndsAsWritten(Path file) throws Exception {
        Promtool.run("test", "rules", file.toString());
    }

    @Test
    void aUsersTextCannotBreakTheRules(@TempDir Path folder) throws Exception {
        var file = folder.resolve("rules.yaml");
        Files.writeString(
                file,
                RuleFile.of(
                        RuleFile.gateway(
                                "alerting: {labels: {team: '{{ broken'}, severities: {page: '{{'}, runbookUrl: 'https://wiki/{{'}")));
        Promtool.run("check", "rules", file.toString());
    }

    private static Stream<Path> list(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList().stream();
        }
    }
}
