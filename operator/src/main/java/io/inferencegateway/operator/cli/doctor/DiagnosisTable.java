package io.inferencegateway.operator.cli.doctor;

import java.util.List;
import picocli.CommandLine.Help.Ansi;

/// Diagnoses for a terminal: a line for each, and more below those that are not as they should be.
///
/// @param ansi whether in colours
public record DiagnosisTable(Ansi ansi) {
    /// The whole table, with a last line that sums it up.
    public String of(List<Diagnosis> diagnoses) {
        var text = new StringBuilder();
        int width = diagnoses.stream()
                .mapToInt(diagnosis -> diagnosis.what().length())
                .max()
                .orElse(0);
        diagnoses.forEach(diagnosis -> text.append(lines(diagnosis, width)));
        return text.append("%n%s%n".formatted(sum(diagnoses))).toString();
    }

    // What the cluster says is not read as markup, by us or by the terminal.
    private String lines(Diagnosis diagnosis, int width) {
        String head =
                "%s  %s  %s%n".formatted(mark(diagnosis), padded(diagnosis.what(), width), plain(diagnosis.seen()));
        return diagnosis.state() == State.OK
                ? head
                : head
                        + """
                                     needed for: %s%s
                                     what to do: %s
                        """.formatted(
                                        diagnosis.neededFor(),
                                        diagnosis.needed() ? "" : " (optional)",
                                        plain(diagnosis.advice()));
    }

    private String mark(Diagnosis diagnosis) {
        String style = diagnosis.state() == State.OK ? "green" : diagnosis.bad() ? "bold,red" : "yellow";
        return ansi.string("@|%s %s|@".formatted(style, padded(diagnosis.state().word(), "not allowed".length())));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String plain(String words) {
        return words.replaceAll("\\p{Cntrl}", "?");
    }

    private static String sum(List<Diagnosis> diagnoses) {
        long bad = diagnoses.stream().filter(Diagnosis::bad).count();
        long optional = diagnoses.stream()
                .filter(diagnosis -> diagnosis.state() != State.OK && !diagnosis.bad())
                .count();
        return "%s; %d optional %s not there"
                .formatted(
                        bad == 0 ? "Nothing that is needed is missing" : bad + " of what is needed is not there",
                        optional,
                        optional == 1 ? "thing is" : "things are");
    }
}
