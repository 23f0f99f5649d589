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

        @JsonPropertyDescription("The error budget at a glance, for the columns of kubectl get.") @Nullable
        BudgetSummary summary,

        @JsonPropertyDescription("The objectives, as the rules compute them.")
        List<SloStatus> slos,

        @JsonPropertyDescription("What the error budget allows.") @Nullable
        PolicyStatus errorBudgetPolicy,

        @JsonPropertyDescription(
                "How observable the gateway was when it was last assessed; written by igw assess --write-status.")
        @Nullable
        ObservabilityStatus observability,

        @JsonPropertyDescription("Conditions by the conventions of kstatus.")
        List<Condition> conditions) {
    public InferenceGatewayStatus {
        slos = slos == null ? List.of() : List.copyOf(slos);
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /// Nothing but an assessment, as `igw assess` writes it.
    public static InferenceGatewayStatus assessed(ObservabilityStatus observability) {
        return new InferenceGatewayStatus(
                null, null, null, null, null, null, null, null, null, List.of(), null, observability, List.of());
    }

    /// Everything else, as the operator writes it.
    public InferenceGatewayStatus withoutAssessment() {
        return new InferenceGatewayStatus(
                observedGeneration,
                replicas,
                readyReplicas,
                selector,
                url,
                runtimeImage,
                runtime,
                model,
                summary,
                slos,
                errorBudgetPolicy,
                null,
                conditions);
    }

    /// `status.observability`.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ObservabilityStatus(
            @JsonPropertyDescription("Criteria that are met, of all: 28/29.")
            String score,

            @JsonPropertyDescription("Criteria that are not met.")
            List<FailedCriterion> failed,

            @JsonPropertyDescription("Ids of the criteria that could not be seen.")
            List<String> notChecked,

            @JsonPropertyDescription("When it was assessed.")
            String assessedAt,

            @JsonPropertyDescription("Generation of the spec that was assessed.") @Nullable
            Long observedGeneration) {
        public ObservabilityStatus {
            failed = failed == null ? List.of() : List.copyOf(failed);
            notChecked = notChecked == null ? List.of() : List.copyOf(notChecked);
        }
    }

    /// A criterion of `status.observability` that is not met.
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record FailedCriterion(
            @JsonPropertyDescription("Id of the criterion, such as LOGGING-7.")
            String id,

            @JsonPropertyDescription("What is amiss.") String message) {}

    /// `status.model`.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ModelStatus(
            @JsonPropertyDescription("Display name.") @Nullable
            String name,

            @JsonPropertyDescription("Version, once a pod has said it.") @Nullable
            String version,

            @JsonPropertyDescription("SHA-256 of the loaded file, once a pod has said it.") @Nullable
            String digest,

            @JsonPropertyDescription("Size of the loaded file, once a pod has said it.") @Nullable
            Long sizeBytes,

            @JsonPropertyDescription("When the pod that was asked had loaded it.") @Nullable
            String loadedAt,

            @JsonPropertyDescription("How long that took, from the start of the wait for the model to ready.") @Nullable
            String loadDuration) {}

    /// `status.runtime`. An operator's upgrade must not restart pods, so what they were given first is remembered here.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RuntimeStatus(
            @JsonPropertyDescription("Device the image is for.")
            String device,

            @JsonPropertyDescription("Image the gateway keeps.")
            String image,

            @JsonPropertyDescription(
                    "What a newer operator would change in the pods and does not: its image, or its pod template; set spec.runtime.upgradePolicy: Auto to take both.")
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

            @JsonPropertyDescription("Percent of good events over the window, rounded down.") @Nullable
            String sli,

            @JsonPropertyDescription(
                    "Share of the error budget that is left, 1 for all of it, negative when overspent; rounded down.")
            @Nullable
            String errorBudgetRemaining,

            @JsonPropertyDescription(
                    "How fast the budget burns: 1 spends it exactly by the end of the window. Absent without traffic.")
            @Nullable
            String burnRate,

            @JsonPropertyDescription("Share of the window that Prometheus has seen.") @Nullable
            String windowCoverage,

            @JsonPropertyDescription("Burn-rate alerts that cannot fire at this target, and why.") @Nullable
            String note) {

        /// An objective of which nothing has been measured.
        public SloStatus(String name, String target, String window, @Nullable String note) {
            this(name, target, window, null, null, null, null, note);
        }
    }

    /// `status.summary`: short texts of the objective with the least budget left, `-` where nothing is known.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BudgetSummary(
            @JsonPropertyDescription("The objective it speaks of: availability or latency, whichever has less budget.")
            String objective,

            @JsonPropertyDescription("Percent of good events over the window.")
            String sli,

            @JsonPropertyDescription("Error budget left, in percent.")
            String budget,

            @JsonPropertyDescription("How many times faster than sustainable the budget burns.")
            String burn,

            @JsonPropertyDescription("Part of the window that has been seen, in percent.")
            String coverage) {}

    /// `status.errorBudgetPolicy`.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PolicyStatus(
            @JsonPropertyDescription("What the budget that is left asks for.") @Nullable
            BudgetTier tier,

            @JsonPropertyDescription(
                    "Whether a changed model or image waits; absent without spec.slo.errorBudgetPolicy.")
            @Nullable
            Boolean frozen,

            @JsonPropertyDescription("What is held back, and what serves instead.") @Nullable
            String heldBack,

            @JsonPropertyDescription("Why the freeze is overridden, as annotated.") @Nullable
            String overriddenBy) {}
}
