package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import org.jspecify.annotations.Nullable;

/// What a user asks for. Absent parts are filled with their defaults on construction.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "self.device == 'cuda' || !has(self.resources) || !has(self.resources.limits) || !('nvidia.com/gpu' in self.resources.limits)",
        message = "resources.limits asks for nvidia.com/gpu but device is cpu; set device: cuda, or take the GPU out")
@ValidationRule(
        value = "self.device == 'cuda' || !has(self.deviceFallback) || self.deviceFallback == 'none'",
        message =
                "deviceFallback says what to do without a usable GPU, but device is cpu; set device: cuda, or take deviceFallback out")
public record InferenceGatewaySpec(
        @Required @JsonPropertyDescription("The model that is served.")
        Model model,

        @Default("cpu") @JsonPropertyDescription("Device the model runs on.")
        DeviceType device,

        @JsonPropertyDescription(
                "What a pod does that was asked for a GPU and cannot use one. none: it stays unready and says what is missing; cpu: it serves on the CPU and says so. Default: none.")
        FallbackType deviceFallback,

        @JsonPropertyDescription("The runtime that serves the model.")
        ServingRuntime runtime,

        @SpecReplicas @Default("1") @Min(0) @Max(1000) @JsonPropertyDescription("Pods that serve the model.")
        Integer replicas,

        @JsonPropertyDescription("Number of pods by what they have to do; replicas is ignored then. Default: none.")
        @Nullable
        Autoscaling autoscaling,

        @JsonPropertyDescription(
                "CPU, memory and GPU of each pod. Default: requests of 250m CPU and 512Mi; limits of 1 CPU and 2Gi; one nvidia.com/gpu on cuda.")
        Resources resources,

        @JsonPropertyDescription("Requests in one run of the model.")
        Batching batching,

        @JsonPropertyDescription("What a pod does with more work than it can do.")
        Overload overload,

        @JsonPropertyDescription("Who may connect to the API port, and how.")
        Expose expose,

        @JsonPropertyDescription("The service levels that are promised.")
        Slo slo,

        @JsonPropertyDescription("Alerts on the service levels.")
        Alerting alerting,

        @JsonPropertyDescription("Metrics, traces and logs.")
        Observability observability,

        @JsonPropertyDescription("Who may reach the pods.") NetworkAccess networkPolicy,

        @JsonPropertyDescription(
                "What the cluster asks of the pods: placement, priority, labels, more variables and volumes.")
        PodTemplateFields podTemplate) {

    public InferenceGatewaySpec {
        device = device == null ? DeviceType.CPU : device;
        deviceFallback = deviceFallback == null ? FallbackType.NONE : deviceFallback;
        runtime = runtime == null ? ServingRuntime.DEFAULT : runtime;
        replicas = replicas == null ? 1 : replicas;
        resources = resources == null ? Resources.DEFAULT : resources;
        batching = batching == null ? Batching.DEFAULT : batching;
        overload = overload == null ? Overload.DEFAULT : overload;
        expose = expose == null ? Expose.DEFAULT : expose;
        slo = slo == null ? Slo.DEFAULT : slo;
        alerting = alerting == null ? Alerting.DEFAULT : alerting;
        observability = observability == null ? Observability.DEFAULT : observability;
        networkPolicy = networkPolicy == null ? NetworkAccess.DEFAULT : networkPolicy;
        podTemplate = podTemplate == null ? PodTemplateFields.DEFAULT : podTemplate;
    }
}
