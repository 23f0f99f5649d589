package io.inferencegateway.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.inferencegateway.operator.desired.Desired;
import java.time.Duration;
import java.util.Map;

/// What a `Loop` runs on and with.
///
/// @param prometheusOperator whether the cluster has the kinds of the Prometheus Operator at first
/// @param desired what is applied
/// @param env the operator's environment
/// @param prometheus where error budgets are read
/// @param answer how long the operator waits for an answer of the API server
record LoopSetup(
        boolean prometheusOperator,
        Desired desired,
        Map<String, String> env,
        PrometheusSettings prometheus,
        Duration answer) {
    static final LoopSetup STANDARD = new LoopSetup(
            true, Desired.STANDARD, Map.of(), PrometheusSettings.fromEnv(Map.of()), Duration.ofSeconds(10));

    // Between the calls that the client repeats by itself; 100 ms outside of tests.
    private static final int CLIENT_BACKOFF_MS = 20;

    LoopSetup withoutPrometheusOperator() {
        return new LoopSetup(false, desired, env, prometheus, answer);
    }

    LoopSetup desiring(Desired other) {
        return new LoopSetup(prometheusOperator, other, env, prometheus, answer);
    }

    LoopSetup told(Map<String, String> variables) {
        return new LoopSetup(prometheusOperator, desired, variables, prometheus, answer);
    }

    LoopSetup asking(PrometheusSettings other) {
        return new LoopSetup(prometheusOperator, desired, env, other, answer);
    }

    LoopSetup waiting(Duration forAnAnswer) {
        return new LoopSetup(prometheusOperator, desired, env, prometheus, forAnAnswer);
    }

    /// How a client waits and repeats itself.
    Config patience(Config cluster) {
        return new ConfigBuilder(cluster)
                .withRequestTimeout((int) answer.toMillis())
                .withRequestRetryBackoffInterval(CLIENT_BACKOFF_MS)
                .build();
    }

    /// The operator's settings: those of the environment, on any free port.
    OperatorSettings settings() {
        var told = OperatorSettings.fromEnv(env);
        return new OperatorSettings(
                told.runtimeImageCpu(),
                told.runtimeImageCuda(),
                told.watchNamespaces(),
                told.leaderElection(),
                told.namespace(),
                told.podName(),
                0,
                told.runbookUrl(),
                told.sloTestTimeDivisor(),
                prometheus);
    }
}
