package io.inferencegateway.operator;

import io.inferencegateway.operator.cli.Igw;
import java.util.List;

/// Where the JVM starts: everything is a command of `igw`.
public final class Main {
    private Main() {}

    /// Runs the command line and exits with its code.
    public static void main(String... arguments) {
        if (!List.of(arguments).contains("run")) {
            // Before the first logger: standard output belongs to what a command prints.
            System.setProperty("logback.configurationFile", "logback-cli.xml");
        }
        System.exit(Igw.run(arguments));
    }
}
