package io.inferencegateway.operator;

import io.inferencegateway.operator.cli.Igw;

/// Where the JVM starts: everything is a command of `igw`.
public final class Main {
    private Main() {}

    /// Runs the command line and exits with its code.
    public static void main(String... arguments) {
        System.exit(Igw.run(arguments));
    }
}
