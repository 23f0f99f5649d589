package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.TreeMap;

/// `spec.resources`: compute resources of each pod, in Kubernetes' own terms. What a user leaves out is filled by the
/// operator.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Resources(
        @Size(max = 16) @JsonPropertyDescription("Least amounts a node must have free for the pod.")
        Map<String, Quantity> requests,

        @Size(max = 16) @JsonPropertyDescription("Most the pod may use.")
        Map<String, Quantity> limits) {
    static final Resources DEFAULT = new Resources(Map.of(), Map.of());

    public Resources {
        requests = requests == null ? Map.of() : new TreeMap<>(requests);
        limits = limits == null ? Map.of() : new TreeMap<>(limits);
    }
}
