package io.inferencegateway.operator;

import io.inferencegateway.contract.wire.Device;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Everything the operator can be told, by environment variables; the chart writes them.
///
/// @param runtimeImageCpu image of pods on `device: cpu` (`RUNTIME_IMAGE_CPU`)
/// @param runtimeImageCuda image of pods on `device: cuda` (`RUNTIME_IMAGE_CUDA`)
/// @param watchNamespaces namespaces whose gateways are reconciled; empty means all (`WATCH_NAMESPACES`,
/// comma-separated)
/// @param leaderElection whether replicas elect one that acts (`LEADER_ELECTION`, true or false)
/// @param namespace the operator's own namespace, where its lease lives (`POD_NAMESPACE`)
/// @param podName which replica of the operator this is; signs its Events (`POD_NAME`)
/// @param managementPort port of `/livez`, `/readyz`, `/metrics` (`MANAGEMENT_PORT`)
/// @param runbookUrl where alerts link to unless a gateway says otherwise (`RUNBOOK_URL`)
/// @param sloTestTimeDivisor for tests only: every window, interval and wait of the rules is this many times shorter
/// (`SLO_TEST_TIME_DIVISOR`)
/// @param prometheus where the error budgets are read
public record OperatorSettings(
        String runtimeImageCpu,
        String runtimeImageCuda,
        Set<String> watchNamespaces,
        boolean leaderElection,
        String namespace,
        String podName,
        int managementPort,
        String runbookUrl,
        int sloTestTimeDivisor,
        PrometheusSettings prometheus) {

    private static final String VERSION = "0.1.0";
    private static final String REPOSITORY = "ghcr.io/inference-gateway/inference-pod";

    public static OperatorSettings defaults() {
        return fromEnv(Map.of());
    }

    /// Reads the settings; unset variables have defaults.
    ///
    /// @throws IllegalArgumentException naming the variable and what it allows
    public static OperatorSettings fromEnv(Map<String, String> env) {
        return new OperatorSettings(
                env.getOrDefault("RUNTIME_IMAGE_CPU", REPOSITORY + ":" + VERSION + "-cpu"),
                env.getOrDefault("RUNTIME_IMAGE_CUDA", REPOSITORY + ":" + VERSION + "-cuda"),
                namespaces(env.getOrDefault("WATCH_NAMESPACES", "")),
                flag("LEADER_ELECTION", env.getOrDefault("LEADER_ELECTION", "false")),
                env.getOrDefault("POD_NAMESPACE", "default"),
                env.getOrDefault("POD_NAME", "inference-gateway-operator"),
                port("MANAGEMENT_PORT", env.getOrDefault("MANAGEMENT_PORT", "8080")),
                env.getOrDefault(
                        "RUNBOOK_URL",
                        "https://github.com/inference-gateway/inference-gateway/blob/main/docs/runbooks"),
                number("SLO_TEST_TIME_DIVISOR", env.getOrDefault("SLO_TEST_TIME_DIVISOR", "1"), 1, 60),
                PrometheusSettings.fromEnv(env));
    }

    /// Image of the pods of a device.
    public String runtimeImage(Device device) {
        return switch (device) {
            case CPU -> runtimeImageCpu;
            case CUDA -> runtimeImageCuda;
        };
    }

    private static Set<String> namespaces(String text) {
        return new TreeSet<>(Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(namespace -> !namespace.isEmpty())
                .toList());
    }

    private static boolean flag(String name, String text) {
        if (!List.of("true", "false").contains(text)) {
            throw new IllegalArgumentException(name + " is '" + text + "'; allowed: true, false");
        }
        return Boolean.parseBoolean(text);
    }

    private static int port(String name, String text) {
        return number(name, text, 1, 65_535);
    }

    private static int number(String name, String text, int from, int to) {
        try {
            int number = Integer.parseInt(text);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the sentence below
        }
        throw new IllegalArgumentException(name + " is '" + text + "'; allowed: " + from + " to " + to);
    }
}
