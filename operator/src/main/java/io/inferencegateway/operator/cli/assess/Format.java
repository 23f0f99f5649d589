package io.inferencegateway.operator.cli.assess;

import picocli.CommandLine.Help.Ansi;

/// How `igw assess` tells what it has seen; the names are those of its option.
public enum Format {
    table,
    markdown,
    json,
    junit;

    /// @param ansi whether the table has colours
    public Report report(Ansi ansi) {
        return switch (this) {
            case table -> new TableReport(ansi);
            case markdown -> new MarkdownReport();
            case json -> new JsonReport();
            case junit -> new JunitReport();
        };
    }
}
