package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.operator.assess.Assessment;
import io.inferencegateway.operator.assess.Assessment.Row;
import io.inferencegateway.operator.assess.Group;
import io.inferencegateway.operator.assess.Result;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/// For a terminal: a line for each criterion, and more below those that do not hold.
record TableReport(Ansi ansi) implements Report {
    @Override
    public String of(Assessment assessment, Subject subject) {
        var out = new StringBuilder();
        for (var group : Group.values()) {
            var rows = assessment.of(group);
            out.append(ansi.string("@|bold %s|@ %d/%d%n".formatted(group.title(), met(rows), rows.size())));
            rows.forEach(row -> out.append(line(row, subject)));
        }
        out.append("%n%s: %s criteria met, %d not met, %d not checked%n"
                .formatted(
                        subject.title(),
                        assessment.score(),
                        assessment.failed().size(),
                        assessment.notChecked().size()));
        return out.toString();
    }

    private static long met(List<Row> rows) {
        return rows.stream().filter(row -> row.result() instanceof Result.Met).count();
    }

    // What comes from elsewhere is not read as markup, by us or by the terminal.
    private String line(Row row, Subject subject) {
        var criterion = row.criterion();
        String head = "  %s %-10s %s%n".formatted(mark(row.result()), criterion.id(), criterion.title());
        return switch (row.result()) {
            case Result.Met met -> head;
            case Result.NotMet notMet ->
                head
                        + """
                                       %s
                                       why it matters: %s
                                       to mend it: %s
                                       to see it: %s
                        """.formatted(
                                plain(notMet.words()), criterion.why(), criterion.mend(), subject.command(criterion));
            case Result.NotChecked notChecked -> head + "               %s%n".formatted(plain(notChecked.words()));
        };
    }

    private static String plain(String words) {
        return words.replaceAll("\\p{Cntrl}", "?");
    }

    private String mark(Result result) {
        return ansi.string(
                switch (result) {
                    case Result.Met met -> "@|green met        |@";
                    case Result.NotMet notMet -> "@|bold,red NOT MET    |@";
                    case Result.NotChecked notChecked -> "@|yellow not checked|@";
                });
    }
}
