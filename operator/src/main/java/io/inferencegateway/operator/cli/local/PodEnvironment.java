package io.inferencegateway.operator.cli.local;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.Slo;
import io.inferencegateway.contract.wire.ModelUri;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Desired;
import io.inferencegateway.operator.desired.ModelVolume;
import io.inferencegateway.operator.desired.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// The variables a local pod gets: those of its Deployment, by the operator's own code, and what is told apart.
///
/// @param variables name to value
/// @param differences a line for each variable that differs from the cluster, with the reason
public record PodEnvironment(Map<String, String> variables, List<String> differences) {
    public static final String HOST = "127.0.0.1";

    /// What the user may change on the command line, and what the resource says about it.
    ///
    /// @param environmentIsSet whether the resource names its environment itself
    public record Wishes(boolean environmentIsSet, OptionalInt port, OptionalInt grpcPort, OptionalInt metricsPort) {}

    /// Computes the environment of a gateway's pod.
    public static PodEnvironment of(InferenceGateway gateway, Wishes wishes) {
        var cluster = deployed(gateway);
        var variables = new LinkedHashMap<>(cluster);
        var differences = new ArrayList<String>();
        if (variables.values().removeIf(PodEnvironment::isMounted)) {
            // Means nothing without its picture, and the pod would say so.
            variables.keySet().removeIf(name -> name.startsWith("SELF_TEST_"));
            differences.add(leftOut(cluster, variables));
        }
        if (!wishes.environmentIsSet()) {
            variables.put("ENVIRONMENT", "development");
            differences.add(
                    "ENVIRONMENT=development, because the resource does not set spec.observability.environment");
        }
        variables.putAll(targets(gateway.getSpec().slo()));
        differences.add("SLO_…_TARGET as spec.slo says, for GET /slo; in the cluster they are in the rules");
        variables.put("HOST", HOST);
        differences.add("HOST=" + HOST + ", so that only this machine can reach the pod");
        wishes.port().ifPresent(port -> {
            variables.put("PORT", Integer.toString(port));
            differences.add("PORT=" + port + ", from --port");
        });
        wishes.grpcPort().ifPresent(port -> {
            variables.put("GRPC_PORT", Integer.toString(port));
            differences.add("GRPC_PORT=" + port + ", from --grpc-port");
        });
        wishes.metricsPort().ifPresent(port -> {
            variables.put("METRICS_PORT", Integer.toString(port));
            differences.add("METRICS_PORT=" + port + ", from --metrics-port");
        });
        return new PodEnvironment(variables, differences);
    }

    // Not in the Deployment: an edit of a target must not restart pods.
    private static Map<String, String> targets(Slo slo) {
        return Map.of(
                "SLO_AVAILABILITY_TARGET", slo.availability().target().toString(),
                "SLO_LATENCY_TARGET", slo.latency().target().toString(),
                "SLO_INFERENCE_TARGET", slo.inferenceLatency().target().toString(),
                "SLO_CONFIDENCE_TARGET", slo.confidence().target().toString());
    }

    private static boolean isMounted(String value) {
        return value.startsWith(Reference.ROOT) || value.equals(ModelVolume.CACHE_DIRECTORY);
    }

    private static String leftOut(Map<String, String> cluster, Map<String, String> left) {
        return cluster.keySet().stream()
                .filter(name -> !left.containsKey(name))
                .collect(
                        Collectors.joining(
                                ", ",
                                "without ",
                                ", because Secrets, ConfigMaps and volumes are in the cluster; `java -jar` takes files of this machine"));
    }

    /// The settings the pod will read from these variables.
    public PodSettings settings() {
        return PodSettings.fromEnv(variables);
    }

    // Not PodSettings directly: what counts is what the Deployment says.
    private static Map<String, String> deployed(InferenceGateway gateway) {
        if (gateway.getSpec().model().storageUri().startsWith(ModelUri.CLAIM_SCHEME)) {
            throw new IllegalStateException(
                    "spec.model.storageUri names a PersistentVolumeClaim of the cluster; igw local has none, so name a file:///PATH");
        }
        if (gateway.getMetadata().getNamespace() == null) {
            gateway.getMetadata().setNamespace("default");
        }
        var deployment = Desired.of(gateway, Capabilities.ALL, OperatorSettings.defaults()).stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst()
                .orElseThrow();
        var container =
                deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
        var variables = new LinkedHashMap<String, String>();
        for (EnvVar variable : container.getEnv()) {
            if (variable.getValueFrom() != null) {
                throw new IllegalStateException(variable.getName() + " comes from the cluster; igw local has none");
            }
            variables.put(variable.getName(), variable.getValue());
        }
        return variables;
    }
}
