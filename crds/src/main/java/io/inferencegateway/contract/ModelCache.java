package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/// `model.cache`: the volume that downloads are kept on.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "has(self.sizeLimit) != has(self.persistentVolumeClaimName)",
        message = "a cache has exactly one of sizeLimit (a volume of the pod) and persistentVolumeClaimName")
public record ModelCache(
        @JsonPropertyDescription(
                "Size of a volume that each pod has for itself, and that goes with it. Give it twice the size of the model.")
        @Nullable
        Quantity sizeLimit,

        @Size(min = 1, max = References.MAX_LENGTH)
        @Pattern(References.NAME)
        @JsonPropertyDescription(
                "PersistentVolumeClaim in the gateway's namespace that all pods write to: a model with a digest is downloaded once. It needs the access mode ReadWriteMany where pods are on several nodes.")
        @Nullable
        String persistentVolumeClaimName) {}
