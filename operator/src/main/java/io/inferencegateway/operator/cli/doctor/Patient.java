package io.inferencegateway.operator.cli.doctor;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Desired;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The cluster that is looked at, and the gateway it is to serve.
final class Patient {
    // Whoever asks about none has this one in mind.
    private static final String ANY = """
            apiVersion: inferencegateway.io/v1alpha1
            kind: InferenceGateway
            metadata: {name: any}
            spec: {model: {storageUri: "builtin://efficientnet-lite0"}}
            """;

    private final KubernetesClient client;
    private final String namespace;
    private final InferenceGateway gateway;
    private final Set<String> kinds;

    /// @param namespace where the gateway is to be
    /// @param wanted the gateway; empty: any
    Patient(KubernetesClient client, String namespace, Optional<InferenceGateway> wanted) {
        this.client = client;
        this.namespace = namespace;
        this.gateway = wanted.orElseGet(() -> new KubernetesSerialization().unmarshal(ANY, InferenceGateway.class));
        gateway.getMetadata().setNamespace(namespace);
        this.kinds = Desired.of(gateway, Capabilities.ALL, OperatorSettings.defaults()).stream()
                .map(object -> object.getKind())
                .collect(Collectors.toSet());
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    InferenceGateway gateway() {
        return gateway;
    }

    /// Whether the gateway becomes an object of this kind.
    boolean becomes(String kind) {
        return kinds.contains(kind);
    }

    /// Whether the API server has a kind.
    ///
    /// @param apiVersion such as `keda.sh/v1alpha1`
    boolean serves(String apiVersion, String kind) {
        return Optional.ofNullable(client.getApiResources(apiVersion))
                .map(list -> list.getResources().stream().map(APIResource::getKind))
                .filter(served -> served.anyMatch(kind::equals))
                .isPresent();
    }
}
