package io.inferencegateway.operator.assess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/observability-readiness.md has every criterion as the code has it. `-Dgolden=update` writes the second half
/// anew; the first is what the command printed on a cluster, with which `.ci/run` compares it.
class ReadinessPageTest {
    private static final Path PAGE = Path.of("../docs/observability-readiness.md");
    private static final String GENERATED =
            "<!-- From here on generated from the code; `mvn verify -Dgolden=update` writes it anew. -->\n";

    @Test
    void theReportOnThePageHasEveryCriterionAndItsTitle() throws IOException {
        String report = Files.readString(PAGE).split(GENERATED, 2)[0];

        assertEquals(
                Criteria.ALL.stream()
                        .map(criterion -> "| %s | %s |".formatted(criterion.id(), criterion.title()))
                        .toList(),
                report.lines()
                        .filter(line -> line.matches("\\| [A-Z]+-[0-9] \\|.*"))
                        .map(line -> line.substring(0, line.indexOf('|', line.indexOf('|', 2) + 1) + 1))
                        .toList());
    }

    @Test
    void thePageSaysByWhatEachIsJudgedWhyAndWhatToDo() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(GENERATED);
        assertTrue(start > 0, "no generated part");
        String expected = page.substring(0, start) + GENERATED + generated();
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(PAGE, expected);
        }
        assertEquals(expected, Files.readString(PAGE));
    }

    private static String generated() {
        return List.of(Group.values()).stream()
                .map(group ->
                        "\n## %s: by what it is judged\n\n| id | met when | it matters because | to mend it |\n| --- | --- | --- | --- |\n"
                                        .formatted(group.title())
                                + Criteria.ALL.stream()
                                        .filter(criterion -> criterion.group() == group)
                                        .map(criterion -> "| %s | %s | %s | %s |\n"
                                                .formatted(
                                                        criterion.id(),
                                                        criterion.evidence(),
                                                        criterion.why(),
                                                        criterion.mend()))
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }
}
