package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.OperatorSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The NetworkPolicy of a gateway: the API port is as open as declared, the management port answers monitoring and the
/// operator. The kubelet is not named: traffic from a pod's own node is always let through.
final class TrafficPolicy {
    private static final String NAME = "app.kubernetes.io/name";
    private static final String NAMESPACE = "kubernetes.io/metadata.name";
    // What the Prometheus Operator and the community's charts call every Prometheus.
    private static final NetworkPolicyPeer PROMETHEUS = new NetworkPolicyPeerBuilder()
            .withNewNamespaceSelector()
            .endNamespaceSelector()
            .withNewPodSelector()
            .withMatchLabels(Map.of(NAME, "prometheus"))
            .endPodSelector()
            .build();

    private TrafficPolicy() {}

    static Optional<NetworkPolicy> of(InferenceGateway gateway, OperatorSettings settings) {
        var access = gateway.getSpec().networkPolicy();
        if (!access.enabled()) {
            return Optional.empty();
        }
        var monitoring = access.managementFrom().isEmpty() ? List.of(PROMETHEUS) : access.managementFrom();
        var management = Stream.concat(Stream.of(operator(settings)), monitoring.stream())
                .toList();
        return Optional.of(new NetworkPolicyBuilder()
                .withMetadata(Ownership.metadata(gateway))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(Labels.gatewaySelector(gateway))
                .endPodSelector()
                .withPolicyTypes("Ingress")
                .withIngress(
                        rule(access.from(), Endpoints.API_PORT, Endpoints.GRPC_PORT),
                        rule(management, Endpoints.MANAGEMENT_PORT))
                .endSpec()
                .build());
    }

    // A rule without peers lets everybody in.
    private static NetworkPolicyIngressRule rule(List<NetworkPolicyPeer> from, int... ports) {
        var rule = new NetworkPolicyIngressRuleBuilder().withFrom(from);
        for (int port : ports) {
            rule.addNewPort()
                    .withPort(new IntOrString(port))
                    .withProtocol("TCP")
                    .endPort();
        }
        return rule.build();
    }

    // It asks pods about their model.
    private static NetworkPolicyPeer operator(OperatorSettings settings) {
        return new NetworkPolicyPeerBuilder()
                .withNewNamespaceSelector()
                .withMatchLabels(Map.of(NAMESPACE, settings.namespace()))
                .endNamespaceSelector()
                .withNewPodSelector()
                .withMatchLabels(Map.of(NAME, Labels.OPERATOR))
                .endPodSelector()
                .build();
    }
}
