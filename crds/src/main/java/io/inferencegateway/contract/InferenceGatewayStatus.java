package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.model.annotation.LabelSelector;
import io.fabric8.kubernetes.model.annotation.StatusReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the operator tells a user about a gateway.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InferenceGatewayStatus(
        @JsonPropertyDescription("Generation of the spec this status speaks of.") @Nullable
        Long observedGeneration,

        @StatusReplicas @JsonPropertyDescription("Pods that exist.") @Nullable
        Integer replicas,

        @JsonPropertyDescription("Pods that answer predictions.") @Nullable
        Integer readyReplicas,

        @LabelSelector @JsonPropertyDescription("Label selector of the pods, for the scale subresource.") @Nullable
        String selector,

        @JsonPropertyDescription("Where predictions are answered inside the cluster.") @Nullable
        String url,

        @JsonPropertyDescription("Image the pods run.") @Nullable
        String runtimeImage,

        @JsonPropertyDescription("The operator's image that the gateway keeps until an update is asked for.") @Nullable
        RuntimeStatus runtime,

        @JsonPropertyDescription("The model as the pods have loaded it.") @Nullable
        ModelStatus model,

        @JsonPropertyDescription("The objectives, as the rules compute them.")
        List<SloStatus> slos,

        @JsonPropertyDescription("Conditions by the conventions of kstatus.")
        List<Condition> conditions) {
    public InferenceGatewayStatus {
        slos = slos == null ? List.of() : List.copyOf(slos);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /// `status.model`.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ModelStatus(
            @JsonPropertyDescription("Display name.") @Nullable
            String name,

            @JsonPropertyDescription("Version, once a pod has said it.") @Nullable
            String version,

            @JsonPropertyDescription("SHA-256 of the loaded file, once a pod has said it.") @Nullable
            String digest) {}

    /// `status.runtime`. An operator's upgrade must not restart pods, so what they were given first is remembered here.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RuntimeStatus(
            @JsonPropertyDescription("Device the image is for.")
            String device,

            @JsonPropertyDescription("Image the gateway keeps.")
            String image,

            @JsonPropertyDescription(
                    "The operator's newer image, which is not rolled out; set spec.runtime.upgradePolicy: Auto to take it.")
            @Nullable
            String update) {}

    /// One objective of `status.slos`; numbers as strings, because floats do not survive every client.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SloStatus(
            @JsonPropertyDescription("Name of the objective.")
            String name,

            @JsonPropertyDescription("Target in percent.") String target,

            @JsonPropertyDescription("Rolling window.") String window,

            @JsonPropertyDescription("Burn-rate alerts that cannot fire at this target, and why.") @Nullable
            String note) {}
}
