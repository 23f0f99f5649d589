package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/// `spec.model.warmup`: what a pod does with its model before it is ready.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Warmup(
        @Min(0) @Max(1000) @JsonPropertyDescription("Predictions of each worker before the pod is ready. Default: 1.")
        Integer iterations,

        @JsonPropertyDescription(
                "Self-test: a picture that each worker must classify right before the pod is ready. Default: none.")
        @Nullable
        Sample sample) {
    static final Warmup DEFAULT = new Warmup(1, null);

    public Warmup {
        iterations = iterations == null ? DEFAULT.iterations() : iterations;
    }

    /// A picture whose class is known, in a ConfigMap.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Sample(
            @Required
            @Size(min = 1, max = References.MAX_LENGTH)
            @Pattern(References.NAME)
            @JsonPropertyDescription("ConfigMap in the gateway's namespace with the picture, a JPEG or PNG.")
            String configMapName,

            @Size(min = 1, max = References.MAX_LENGTH)
            @Pattern(References.KEY)
            @JsonPropertyDescription("Key of the ConfigMap that holds the picture. Default: image.")
            String key,

            @Required
            @Min(0)
            @Max(1_000_000)
            @JsonPropertyDescription("Class id that the picture must get: its place among the model's labels, from 0.")
            Integer expectClass,

            @Min(0) @Max(1) @JsonPropertyDescription("Confidence that the class must reach. Default: 0.5.")
            Double minConfidence) {
        public Sample {
            key = key == null ? "image" : key;
            minConfidence = minConfidence == null ? 0.5 : minConfidence;
        }
    }
}
