package io.inferencegateway.operator;

import io.inferencegateway.operator.cli.Igw;

/// Where the JVM starts: everything is a command of `igw`.
public final class Main {
    private Main() {}

    /// Runs the command line and exits with its code.
    public static void main(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("run")) {
            // Before the first logger. `run` writes JSON for log collectors, the other commands a line for people.
            System.setProperty("logback.configurationFile", "logback-cli.xml");
        }
        System.exit(Igw.run(arguments));
    }
}
