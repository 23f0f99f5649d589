package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.inferencegateway.contract.DeviceType;
import java.util.List;
import java.util.Map;

/// What the device changes: where pods may run, what they ask for, and how they are replaced.
public final class DevicePlacement {
    /// The resource that NVIDIA's device plugin offers.
    public static final String GPU = "nvidia.com/gpu";

    private DevicePlacement() {}

    /// Pods that may be missing during a rollout. A GPU is rarely free for a surge pod, which would wait for it
    /// for ever: on CUDA a pod makes room first, on the CPU its successor starts first.
    public static int maxUnavailable(DeviceType device) {
        return switch (device) {
            case CPU -> 0;
            case CUDA -> 1;
        };
    }

    static DeploymentStrategy rollout(DeviceType device) {
        int maxUnavailable = maxUnavailable(device);
        return new DeploymentStrategyBuilder()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withMaxSurge(new IntOrString(1 - maxUnavailable))
                .withMaxUnavailable(new IntOrString(maxUnavailable))
                .endRollingUpdate()
                .build();
    }

    /// Node pools with GPUs are usually tainted against everything that needs none.
    static List<Toleration> tolerations(DeviceType device) {
        return switch (device) {
            case CPU -> List.of();
            case CUDA ->
                List.of(new TolerationBuilder()
                        .withKey(GPU)
                        .withOperator("Exists")
                        .withEffect("NoSchedule")
                        .build());
        };
    }

    static Map<String, Quantity> limits(DeviceType device) {
        return switch (device) {
            case CPU -> Map.of();
            case CUDA -> Map.of(GPU, new Quantity("1"));
        };
    }
}
