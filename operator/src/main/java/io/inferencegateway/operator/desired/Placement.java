package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.inferencegateway.contract.InferenceGateway;
import java.util.List;
import java.util.stream.Stream;

/// Which nodes take a gateway's pods: what the device needs, what the user says, and apart from each other if possible.
final class Placement {
    private static final List<String> DOMAINS = List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname");

    private Placement() {}

    static List<Toleration> tolerations(InferenceGateway gateway) {
        return Stream.concat(
                        DevicePlacement.tolerations(gateway.getSpec().device()).stream(),
                        gateway.getSpec().podTemplate().tolerations().stream())
                .toList();
    }

    /// Also for a single pod: the constraints are part of the template, and a second pod must not restart the first.
    static List<TopologySpreadConstraint> spread(InferenceGateway gateway) {
        var asked = gateway.getSpec().podTemplate().topologySpreadConstraints();
        var constraints =
                asked.isEmpty() ? DOMAINS.stream().map(Placement::ifPossible).toList() : asked;
        return constraints.stream()
                .map(constraint -> overOwnPods(constraint, gateway))
                .toList();
    }

    private static TopologySpreadConstraint ifPossible(String domain) {
        return new TopologySpreadConstraintBuilder()
                .withTopologyKey(domain)
                .withMaxSkew(1)
                .withWhenUnsatisfiable("ScheduleAnyway")
                .build();
    }

    private static TopologySpreadConstraint overOwnPods(TopologySpreadConstraint constraint, InferenceGateway gateway) {
        return constraint.getLabelSelector() == null
                ? constraint
                        .edit()
                        .withLabelSelector(new LabelSelectorBuilder()
                                .withMatchLabels(Labels.deploymentSelector(gateway))
                                .build())
                        .build()
                : constraint;
    }
}
