package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import io.inferencegateway.contract.wire.AdmissionMode;
import org.jspecify.annotations.Nullable;

/// `spec.overload`: the bounds of a pod's work.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Overload(
        @Min(1)
        @Max(10_000)
        @JsonPropertyDescription(
                "Predictions that may wait in one pod; more are answered 503. Default: 8 x batching.maxBatchSize, at least 16.")
        @Nullable
        Integer maxQueueSize,

        @JsonPropertyDescription(
                "What happens to a prediction that would miss its deadline by the work ahead of it. Enforce: 503 on arrival; Observe: taken, and counted in inference_would_shed_total; Disabled: taken. Default: Enforce.")
        Admission admission,

        @Size(max = Durations.MAX_LENGTH)
        @Pattern(Durations.PATTERN)
        @ValidationRule(
                value = "duration(self) >= duration('1ms') && duration(self) <= duration('10m')",
                message = "timeout must be between 1ms and 10m")
        @JsonPropertyDescription(
                "Deadline of a prediction from its arrival; later answers are 504. Default: 2 x slo.latency.threshold.")
        @Nullable
        String timeout,

        @JsonPropertyDescription("Largest request body. Default: 16Mi.")
        Quantity maxRequestSize) {
    static final Overload DEFAULT = new Overload(null, Admission.ENFORCE, null, new Quantity("16Mi"));

    public Overload {
        admission = admission == null ? DEFAULT.admission() : admission;
        maxRequestSize = maxRequestSize == null ? DEFAULT.maxRequestSize() : maxRequestSize;
    }

    /// `admission`. Not `Off`, which YAML 1.1 reads as a boolean unless it is quoted.
    public enum Admission {
        @JsonProperty("Enforce")
        ENFORCE(AdmissionMode.ENFORCE),
        @JsonProperty("Observe")
        OBSERVE(AdmissionMode.OBSERVE),
        @JsonProperty("Disabled")
        DISABLED(AdmissionMode.OFF);

        private final AdmissionMode mode;

        Admission(AdmissionMode mode) {
            this.mode = mode;
        }

        /// The same mode as the pod's settings know it.
        public AdmissionMode wire() {
            return mode;
        }
    }
}
