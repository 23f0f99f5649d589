package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import org.jspecify.annotations.Nullable;

/// `spec.overload`: the bounds of a pod's work.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Overload(
        @Min(1) @Max(10_000) @JsonPropertyDescription("Predictions that may wait in one pod; more are answered 503.")
        Integer maxQueueSize,

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
    static final Overload DEFAULT = new Overload(16, null, new Quantity("16Mi"));

    public Overload {
        maxQueueSize = maxQueueSize == null ? DEFAULT.maxQueueSize() : maxQueueSize;
        maxRequestSize = maxRequestSize == null ? DEFAULT.maxRequestSize() : maxRequestSize;
    }
}
