package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.operator.assess.Assessment;
import io.inferencegateway.operator.assess.Assessment.Row;
import io.inferencegateway.operator.assess.Group;
import java.util.List;
import java.util.stream.Collectors;

/// For a page: a table for each group, then what to do.
final class MarkdownReport implements Report {
    @Override
    public String of(Assessment assessment, Subject subject) {
        var out = new StringBuilder("# Observability readiness of %s%n%n**%s criteria met**%s%n"
                .formatted(subject.title(), assessment.score(), others(assessment)));
        for (var group : Group.values()) {
            out.append("%n## %s%n%n| id | criterion | result | seen |%n| --- | --- | --- | --- |%n"
                    .formatted(group.title()));
            assessment
                    .of(group)
                    .forEach(row -> out.append("| %s | %s | %s | %s |%n"
                            .formatted(
                                    row.criterion().id(),
                                    row.criterion().title(),
                                    Report.word(row.result()),
                                    cell(row.result().words()))));
        }
        if (!assessment.failed().isEmpty()) {
            out.append("%n## What to do%n".formatted());
            assessment.failed().forEach(row -> out.append(advice(row, subject)));
        }
        return out.toString();
    }

    private static String others(Assessment assessment) {
        return named("not met", assessment.failed()) + named("not checked", assessment.notChecked());
    }

    private static String named(String what, List<Row> rows) {
        return rows.isEmpty()
                ? ""
                : rows.stream()
                        .map(row -> row.criterion().id())
                        .collect(Collectors.joining(", ", "; " + what + ": ", ""));
    }

    private static String advice(Row row, Subject subject) {
        var criterion = row.criterion();
        return """

                - **%s**: %s.
                  It matters: %s. To mend it, %s. To see it: `%s`
                """.formatted(
                        criterion.id(),
                        cell(row.result().words()),
                        criterion.why(),
                        criterion.mend(),
                        subject.command(criterion));
    }

    private static String cell(String words) {
        return words.replace("|", "\\|").replaceAll("\\s+", " ");
    }
}
