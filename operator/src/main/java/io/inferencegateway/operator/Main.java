package io.inferencegateway.operator;

import java.util.Arrays;

/// Where the process begins.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        if (!Arrays.equals(args, new String[] {"run"})) {
            System.err.println("usage: run");
            System.exit(2);
        }
        System.exit(OperatorProcess.run(OperatorSettings.fromEnv(System.getenv())));
    }
}
