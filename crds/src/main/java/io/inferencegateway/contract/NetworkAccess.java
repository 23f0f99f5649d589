package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.List;

/// `spec.networkPolicy`: who may reach the pods, where the cluster's network enforces it.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NetworkAccess(
        @JsonPropertyDescription(
                "Whether the gateway has a NetworkPolicy. Default: true: the API port as from says, the management port for monitoring and the operator.")
        Boolean enabled,

        @Size(max = 32) @JsonPropertyDescription("Who may reach the API port. Default: everybody.")
        List<NetworkPolicyPeer> from,

        @Size(max = 32)
        @JsonPropertyDescription(
                "Who may reach the management port (metrics, probes) beside the operator. Default: pods with the label app.kubernetes.io/name: prometheus, in every namespace.")
        List<NetworkPolicyPeer> managementFrom) {
    static final NetworkAccess DEFAULT = new NetworkAccess(true, List.of(), List.of());

    public NetworkAccess {
        enabled = enabled == null || enabled;
        from = from == null ? List.of() : List.copyOf(from);
        managementFrom = managementFrom == null ? List.of() : List.copyOf(managementFrom);
    }
}
