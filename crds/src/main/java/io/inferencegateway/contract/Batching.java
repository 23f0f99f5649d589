package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/// `spec.batching`: requests that a pod runs together, where the model and the device make that worth it.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.maxQueueDelay) || duration(self.maxQueueDelay) == duration('0s') || !has(self.maxBatchSize) || self.maxBatchSize > 1",
        message =
                "maxQueueDelay waits for requests to run together, but maxBatchSize is 1; raise it, or take maxQueueDelay out")
public record Batching(
        @Min(1)
        @Max(128)
        @JsonPropertyDescription(
                "Most rows of one run; 1 gives each request its own. A model whose first dimension is not dynamic, or whose rows are not answered faster together, is not batched. Default: 1, on cuda 8.")
        @Nullable
        Integer maxBatchSize,

        @Size(max = Durations.MAX_LENGTH)
        @Pattern(Durations.PATTERN)
        @ValidationRule(value = "duration(self) <= duration('1s')", message = "maxQueueDelay must be at most 1s")
        @JsonPropertyDescription(
                "Longest that a request waits beside a free worker for others to join it, when others are expected by then and its deadline leaves the time. Default: 0ms.")
        String maxQueueDelay) {
    static final Batching DEFAULT = new Batching(null, "0ms");

    public Batching {
        maxQueueDelay = maxQueueDelay == null ? "0ms" : maxQueueDelay;
    }
}
