package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `spec.podTemplate`: what a cluster asks of its pods, in Kubernetes' own terms. Typed fields, not a free merge: what
/// the operator relies on (ports, probes, selectors, security) cannot be taken away.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PodTemplateFields(
        @Size(max = 32)
        @ValidationRule(
                value =
                        "self.all(name, !name.startsWith('inferencegateway.io/') && !name.startsWith('app.kubernetes.io/'))",
                message =
                        "labels under inferencegateway.io/ and app.kubernetes.io/ are the operator's; choose another name")
        @JsonPropertyDescription("Labels added to the pods.")
        Map<String, String> labels,

        @Size(max = 32) @JsonPropertyDescription("Annotations of the pods.")
        Map<String, String> annotations,

        @Size(max = 32)
        @JsonPropertyDescription(
                "Labels a node must have, for example those of a GPU pool. Default: none; with device cuda the GPU that a pod asks for already keeps it off other nodes.")
        Map<String, String> nodeSelector,

        @Size(max = 32)
        @JsonPropertyDescription("Tolerations beside that for nvidia.com/gpu, which pods with device cuda have.")
        List<Toleration> tolerations,

        @JsonPropertyDescription("Affinity of the pods.") @Nullable
        Affinity affinity,

        @Size(max = 8)
        @JsonPropertyDescription(
                "How the pods are spread; without a labelSelector, over the pods of the gateway. Default: over zones and nodes where possible (ScheduleAnyway).")
        List<TopologySpreadConstraint> topologySpreadConstraints,

        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription("PriorityClass of the pods.")
        @Nullable
        String priorityClassName,

        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription(
                "ServiceAccount in the gateway's namespace. Default: one of the gateway's own. Its token is mounted in neither case.")
        @Nullable
        String serviceAccountName,

        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription("RuntimeClass of the pods, for example nvidia.")
        @Nullable
        String runtimeClassName,

        @Size(max = 64)
        @JsonPropertyDescription(
                "More environment variables, for example WORKERS or OTEL_RESOURCE_ATTRIBUTES. What other fields of the resource set cannot be set here.")
        List<EnvVar> env,

        @Size(max = 16) @JsonPropertyDescription("More volumes, for example the one a file:// model lies on.")
        List<ExtraVolume> volumes) {
    static final PodTemplateFields DEFAULT = new PodTemplateFields(
            Map.of(), Map.of(), Map.of(), List.of(), null, List.of(), null, null, null, List.of(), List.of());

    public PodTemplateFields {
        labels = labels == null ? Map.of() : new TreeMap<>(labels);
        annotations = annotations == null ? Map.of() : new TreeMap<>(annotations);
        nodeSelector = nodeSelector == null ? Map.of() : new TreeMap<>(nodeSelector);
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        topologySpreadConstraints =
                topologySpreadConstraints == null ? List.of() : List.copyOf(topologySpreadConstraints);
        env = env == null ? List.of() : List.copyOf(env);
        volumes = volumes == null ? List.of() : List.copyOf(volumes);
    }
}
