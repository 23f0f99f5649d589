package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// One of `podTemplate.volumes`: a volume and where the pod sees it.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.persistentVolumeClaimName), has(self.configMapName), has(self.secretName)].filter(named, named).size() == 1",
        message = "a volume has exactly one of persistentVolumeClaimName, configMapName and secretName")
public record ExtraVolume(
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @ValidationRule(
                value =
                        "!(self in ['tmp', 'tls', 'api-keys', 'model-card', 'sample', 'model', 'model-cache', 'model-ca', 'model-credentials'])",
                message =
                        "tmp, tls, api-keys, model-card, sample, model, model-cache, model-ca and model-credentials are the operator's own volumes; choose another name")
        @JsonPropertyDescription("Name of the volume.")
        String name,

        @Required
        @Size(min = 2, max = 1024)
        @ValidationRule(
                value =
                        "self.matches('^/[^:]+$') && !self.matches('^/(tmp|etc/inference-gateway|var/cache/inference-gateway)(/.*)?$')",
                message =
                        "mountPath must be an absolute path without ':' and not under /tmp, /etc/inference-gateway or /var/cache/inference-gateway, which the operator mounts")
        @JsonPropertyDescription("Directory in the container.")
        String mountPath,

        @JsonPropertyDescription("Whether the pod may only read it. Default: true.")
        Boolean readOnly,

        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription("PersistentVolumeClaim in the gateway's namespace.")
        @Nullable
        String persistentVolumeClaimName,

        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription("ConfigMap in the gateway's namespace.")
        @Nullable
        String configMapName,

        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription("Secret in the gateway's namespace.")
        @Nullable
        String secretName) {
    public ExtraVolume {
        readOnly = readOnly == null || readOnly;
    }
}
