package io.inferencegateway.operator.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// docs/reference/igw.md is the help of every command; `-Dgolden=update` writes it anew.
class ReferencePageTest {
    private static final Path PAGE = Path.of("../docs/reference/igw.md");
    private static final int WIDTH = 110;
    private static final Pattern EXAMPLE = Pattern.compile("(?:^|[|&(] *)igw ([^|>&)]+)");

    private static List<CommandLine> commands() {
        var all = new ArrayList<CommandLine>();
        var top = Igw.commandLine();
        all.add(top);
        all.addAll(top.getSubcommands().values());
        all.forEach(command -> command.setUsageHelpWidth(WIDTH));
        return all;
    }

    private static String page() {
        var text = new StringBuilder("""
                <!-- Generated from the command line itself; `mvn verify -Dgolden=update` writes it anew. -->

                # The command line `igw`

                What each command prints with `--help`. [How to use them](../howto/command-line.md).
                """);
        for (var command : commands()) {
            text.append("\n## %s\n\n```text\n%s\n```\n"
                    .formatted(
                            command.getCommandSpec().qualifiedName(),
                            command.getUsageMessage(Ansi.OFF)
                                    .replace("\r\n", "\n")
                                    .replaceAll("[ \t]+\n", "\n")
                                    .strip()));
        }
        return text.toString();
    }

    @Test
    void thePageIsWhatTheCommandsSay() throws IOException {
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(PAGE, page());
        }
        assertEquals(
                Files.exists(PAGE) ? Files.readString(PAGE) : "",
                page(),
                PAGE + " differs; run the tests with -Dgolden=update and review the difference");
    }

    @TestFactory
    List<DynamicTest> everyCommandCanBeLearntFromItsHelp() {
        return commands().stream()
                .map(CommandLine::getCommandSpec)
                .map(command -> DynamicTest.dynamicTest(command.qualifiedName(), () -> teaches(command)))
                .toList();
    }

    private static void teaches(CommandSpec command) {
        var usage = command.usageMessage();
        assertTrue(usage.description().length > 0, "a description");
        assertFalse(usage.footer().length == 0, "examples");
        assertFalse(usage.exitCodeList().isEmpty(), "exit codes");
        command.options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> assertFalse(option.description().length == 0, option.longestName()));
        command.positionalParameters()
                .forEach(parameter -> assertFalse(parameter.description().length == 0, parameter.paramLabel()));
    }

    @TestFactory
    List<DynamicTest> everyExampleIsACommandLine() {
        return commands().stream()
                .flatMap(command ->
                        List.of(command.getCommandSpec().usageMessage().footer()).stream())
                .flatMap(line -> EXAMPLE.matcher(line.strip()).results())
                .map(found -> found.group(1).strip())
                .filter(line -> !line.contains("COMMAND"))
                .map(line -> DynamicTest.dynamicTest(line, () -> parses(line)))
                .toList();
    }

    private static void parses(String line) {
        try {
            Igw.commandLine().parseArgs(line.replace("'", "").split(" +"));
        } catch (ParameterException wrong) {
            throw new AssertionError(line + ": " + wrong.getMessage(), wrong);
        }
    }
}
