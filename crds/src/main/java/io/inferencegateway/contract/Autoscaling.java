package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// `spec.autoscaling`: how many pods, decided by what they have to do. By CPU through a
/// HorizontalPodAutoscaler, by what Prometheus says through a ScaledObject of KEDA.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.minReplicas) || self.minReplicas <= self.maxReplicas",
        message = "autoscaling.minReplicas is above maxReplicas")
@ValidationRule(
        value = "has(self.prometheusUrl) == (has(self.metric) && self.metric != 'cpu')",
        message =
                "autoscaling.prometheusUrl goes with metric queueDepth or requestsPerSecond, which KEDA asks Prometheus for; metric cpu needs none")
@ValidationRule(
        value = "!has(self.metric) || self.metric != 'requestsPerSecond' || has(self.target)",
        message = "autoscaling.target is missing: how many requests a second is one pod to serve?")
public record Autoscaling(
        @Min(1) @Max(1000) @JsonPropertyDescription("Fewest pods. Default: 1.")
        Integer minReplicas,

        @Required @Min(1) @Max(1000) @JsonPropertyDescription("Most pods.")
        Integer maxReplicas,

        @JsonPropertyDescription(
                "What a pod's share is measured in. cpu: percent of the CPU it requests; queueDepth: predictions that wait; requestsPerSecond: predictions asked for. Default: cpu.")
        Metric metric,

        @Min(1)
        @Max(1_000_000)
        @JsonPropertyDescription("How much of it one pod is to have. Default: 70 for cpu, 4 for queueDepth.")
        Integer target,

        @Size(max = 1024)
        @ValidationRule(
                value = "self.matches('^https?://[^/ ]+.*$')",
                message =
                        "autoscaling.prometheusUrl must be an http:// or https:// URL, such as http://prometheus-operated.monitoring.svc:9090")
        @JsonPropertyDescription("Prometheus that KEDA asks; the one that scrapes the gateway.")
        @Nullable
        String prometheusUrl) {
    public Autoscaling {
        minReplicas = minReplicas == null ? 1 : minReplicas;
        metric = metric == null ? Metric.CPU : metric;
        target = target == null ? metric.usualTarget : target;
    }

    /// What is measured.
    public enum Metric {
        @JsonProperty("cpu")
        CPU(70),
        @JsonProperty("queueDepth")
        QUEUE_DEPTH(4),
        @JsonProperty("requestsPerSecond")
        REQUESTS_PER_SECOND(1);

        private final int usualTarget;

        Metric(int usualTarget) {
            this.usualTarget = usualTarget;
        }
    }
}
