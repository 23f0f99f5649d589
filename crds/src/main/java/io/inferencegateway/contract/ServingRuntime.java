package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// `spec.runtime`: the server that runs the model.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServingRuntime(
        @Size(min = 1, max = 512)
        @Pattern("^\\S+$")
        @JsonPropertyDescription("Container image of the pods. Default: the operator's image for the device.")
        @Nullable
        String image,

        @JsonPropertyDescription(
                "Manual: a newer operator changes no pod; status.runtime.update shows what waits, its newer image or its pod template. Auto: it rolls them out, the image unless one is named here. Default: Manual.")
        UpgradePolicy upgradePolicy) {
    static final ServingRuntime DEFAULT = new ServingRuntime(null, UpgradePolicy.MANUAL);

    public ServingRuntime {
        upgradePolicy = upgradePolicy == null ? UpgradePolicy.MANUAL : upgradePolicy;
    }
}
