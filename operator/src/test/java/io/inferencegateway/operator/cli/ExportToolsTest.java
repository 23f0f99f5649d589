package io.inferencegateway.operator.cli;

import static io.inferencegateway.operator.cli.Exported.OBJECTIVES;
import static io.inferencegateway.operator.cli.Exported.dense;
import static io.inferencegateway.operator.cli.Exported.rule;
import static io.inferencegateway.operator.cli.Exported.target;
import static io.inferencegateway.operator.cli.Exported.window;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tools themselves read our exports, and the rules they make of them ask what ours ask. Each is named by a
/// variable of the environment or found on PATH; a test without its tool is skipped. CI builds oslo and sloth.
class ExportToolsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything", "watched"})
    void osloCallsTheDocumentsValid(String gateway) throws Exception {
        var file = write("openslo.yaml", Exported.of(gateway, "openslo").text());

        var answer = run("OSLO", "validate", "-f", file.toString());

        assertTrue(answer.contains("Valid!"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything", "watched"})
    void slothsRulesAskWhatOursAsk(String gateway) throws Exception {
        var file = write("sloth.yaml", Exported.of(gateway, "sloth").text());
        var rules = folder.resolve("rules.yaml");

        run(
                "SLOTH",
                "generate",
                "--input=" + file,
                "--out=" + rules,
                "--default-slo-period=" + window(gateway, OBJECTIVES.getFirst()),
                "--disable-optimized-rules");

        for (var objective : OBJECTIVES) {
            for (var window : List.of("5m", "30m", "1h", "2h", "6h")) {
                var record = "slo:sli_error:ratio_rate" + window;
                assertEquals(dense(rule(gateway, record, objective)), dense(recorded(rules, record, objective)));
            }
            // sloth computes in binary fractions: 99.9 / 100 is 0.9990000000000001.
            assertEquals(
                    target(gateway, objective).doubleValue(),
                    Exported.vector(recorded(rules, "slo:objective:ratio", objective))
                            .doubleValue(),
                    1e-12);
            assertEquals(
                    window(gateway, objective),
                    Exported.vector(recorded(rules, "slo:time_period:days", objective))
                                    .toPlainString() + "d");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "everything", "watched"})
    void pyrrasRulesAskWhatOursAsk(String gateway) throws Exception {
        var documents = Exported.of(gateway, "pyrra").documents();
        for (var document : documents) {
            write(document.at("/metadata/name").asText() + ".yaml", Exported.yaml(document));
        }
        var rules = Files.createDirectory(folder.resolve("rules"));

        run("PYRRA", "generate", "--config-files=" + folder + "/*.yaml", "--prometheus-folder=" + rules);

        for (var objective : OBJECTIVES) {
            var file = rules.resolve(gateway + "-" + objective + ".yaml");
            var burn = rules(file)
                    .filter(rule -> rule.path("record").asText().endsWith(":burnrate5m"))
                    .toList();
            assertEquals(1, burn.size(), () -> file.toString());
            assertEquals(
                    events(rule(gateway, "slo:sli_error:ratio_rate5m", objective)),
                    events(burn.getFirst().path("expr").asText()));
            // The window is in the name of its sums, the target in its alerts; one of the gateways wants no alerts.
            var sum = ":increase" + window(gateway, objective).replace("28d", "4w");
            assertTrue(
                    rules(file).anyMatch(rule -> rule.path("record").asText().endsWith(sum)), () -> file + ": " + sum);
            var budget = "(1-" + target(gateway, objective).toPlainString() + ")";
            assertEquals(
                    !gateway.equals("everything"),
                    rules(file)
                            .anyMatch(rule -> rule.has("alert")
                                    && rule.path("expr").asText().contains(budget)),
                    () -> file + ": " + budget);
        }
    }

    /// Every selector with its range, sorted and once: Pyrra writes its own ratio around them.
    private static List<String> events(String expression) {
        return Pattern.compile("(\\w+)\\{([^}]*)}\\[5m]")
                .matcher(expression)
                .results()
                .map(found -> found.group(1)
                        + Stream.of(found.group(2).split(",(?=\\w+[=!])"))
                                .sorted()
                                .toList())
                .distinct()
                .sorted()
                .toList();
    }

    private static String recorded(Path rules, String record, String objective) throws IOException {
        var found = rules(rules)
                .filter(rule -> rule.path("record").asText().equals(record)
                        && rule.at("/labels/sloth_slo").asText().equals(objective))
                .toList();
        assertEquals(1, found.size(), record + " of " + objective);
        return found.getFirst().path("expr").asText();
    }

    private static Stream<JsonNode> rules(Path file) throws IOException {
        return Exported.documents(Files.readString(file)).stream()
                .flatMap(
                        document -> StreamSupport.stream(document.path("groups").spliterator(), false))
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /// Runs the tool that the variable names; fails with its output when it is not content.
    private static String run(String variable, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(tool(variable)));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + output);
        return output;
    }

    // A tool that is named and absent is a mistake, not a reason to skip: starting it fails the test.
    private static String tool(String variable) {
        var named = System.getenv().getOrDefault(variable, "");
        if (!named.isBlank()) {
            return named;
        }
        var name = variable.toLowerCase(Locale.ROOT);
        var found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(path -> Path.of(path, name))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(
                found.isPresent(), "no " + name + ": set " + variable + " to its path, or put it on PATH");
        return found.orElseThrow().toString();
    }
}
