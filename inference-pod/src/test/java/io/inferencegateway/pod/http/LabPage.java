package io.inferencegateway.pod.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The tables of `docs/reference/lab.md`, row by row.
final class LabPage {
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private LabPage() {}

    /// Cells of one row, without the table's bars.
    record Row(List<String> cells) {
        String cell(int column) {
            return cells.get(column);
        }

        /// The one thing in backticks; empty when there is none.
        String quoted(int column) {
            var all = all(column);
            return all.isEmpty() ? "" : all.getFirst();
        }

        /// Everything in backticks.
        List<String> all(int column) {
            return QUOTED.matcher(cell(column))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }

        Set<String> set(int column) {
            return new TreeSet<>(all(column));
        }
    }

    /// The rows of the table whose header begins with these cells.
    static List<Row> table(String firstHeader) throws IOException {
        var rows = new ArrayList<Row>();
        boolean inside = false;
        for (var line : Files.readAllLines(Path.of("../docs/reference/lab.md"))) {
            if (line.startsWith("| " + firstHeader + " |")) {
                inside = true;
            } else if (!line.startsWith("|")) {
                inside = false;
            } else if (inside && !line.startsWith("| ---")) {
                var cells = List.of(line.substring(1).split("\\|", -1)).stream()
                        .map(String::strip)
                        .toList();
                rows.add(new Row(cells.subList(0, cells.size() - 1)));
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalStateException("no table " + firstHeader);
        }
        return rows;
    }
}
