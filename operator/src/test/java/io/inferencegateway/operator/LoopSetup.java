package io.inferencegateway.operator;

import io.inferencegateway.operator.desired.Desired;
import java.util.Map;

/// What a `Loop` runs on and with.
///
/// @param prometheusOperator whether the cluster has the kinds of the Prometheus Operator at first
/// @param desired what is applied
/// @param env the operator's environment
/// @param prometheus where error budgets are read
record LoopSetup(boolean prometheusOperator, Desired desired, Map<String, String> env, PrometheusSettings prometheus) {
    static final LoopSetup STANDARD =
            new LoopSetup(true, Desired.STANDARD, Map.of(), PrometheusSettings.fromEnv(Map.of()));

    LoopSetup withoutPrometheusOperator() {
        return new LoopSetup(false, desired, env, prometheus);
    }

    LoopSetup desiring(Desired other) {
        return new LoopSetup(prometheusOperator, other, env, prometheus);
    }

    LoopSetup told(Map<String, String> variables) {
        return new LoopSetup(prometheusOperator, desired, variables, prometheus);
    }

    LoopSetup asking(PrometheusSettings other) {
        return new LoopSetup(prometheusOperator, desired, env, other);
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
