package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import java.util.ArrayList;
import java.util.List;

/// The table of contents: everything a gateway should own. Pure: same input, same bytes.
@FunctionalInterface
public interface Desired {
    /// What the operator runs; tests put a faulty one in its place.
    Desired STANDARD = Desired::of;

    List<HasMetadata> resources(InferenceGateway gateway, Capabilities capabilities, OperatorSettings settings);

    /// Every owned object, in the order in which it is applied: what a pod refers to comes before the pod.
    static List<HasMetadata> of(InferenceGateway gateway, Capabilities capabilities, OperatorSettings settings) {
        var resources = new ArrayList<HasMetadata>();
        PodIdentity.of(gateway).ifPresent(resources::add);
        resources.add(ModelService.of(gateway));
        TrafficPolicy.of(gateway, settings).ifPresent(resources::add);
        resources.add(ModelDeployment.of(gateway, settings));
        DisruptionBudget.of(gateway).ifPresent(resources::add);
        Autoscaler.of(gateway, capabilities).ifPresent(resources::add);
        Route.of(gateway, capabilities).ifPresent(resources::add);
        if (monitored(gateway) && capabilities.serviceMonitor()) {
            resources.add(ScrapeTarget.of(gateway));
        }
        if (monitored(gateway) && capabilities.prometheusRule()) {
            resources.add(AlertRules.of(gateway, settings));
        }
        if (SyntheticProbe.wanted(gateway) && capabilities.probe()) {
            SyntheticProbe.of(gateway).ifPresent(resources::add);
        }
        if (AlertRouting.wanted(gateway) && capabilities.alertmanagerConfig()) {
            resources.add(AlertRouting.of(gateway));
        }
        return List.copyOf(resources);
    }

    /// Whether the gateway wants monitoring objects where the cluster can have them.
    static boolean monitored(InferenceGateway gateway) {
        return switch (gateway.getSpec()
                .observability()
                .metrics()
                .serviceMonitor()
                .enabled()) {
            case AUTO, ALWAYS -> true;
            case NEVER -> false;
        };
    }
}
