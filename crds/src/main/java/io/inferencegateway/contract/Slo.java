package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// `spec.slo`: the service levels that are promised, over a rolling window. Thresholds become histogram bucket
/// bounds of the pods (so changing one restarts them); targets and the window change only the rules.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slo(
        @JsonPropertyDescription("Rolling window of the objectives. Default: 28d.")
        Window window,

        @JsonPropertyDescription("Share of predictions that succeed.")
        Availability availability,

        @JsonPropertyDescription("Time of a whole prediction request.")
        Latency latency,

        @JsonPropertyDescription("Time of the model alone.") InferenceLatency inferenceLatency,

        @JsonPropertyDescription("Confidence of the best class.")
        Confidence confidence,

        @JsonPropertyDescription(
                "Requests a second that all pods together should be good for. Default: none, and no alert on them.")
        @Nullable
        Throughput throughput,

        @JsonPropertyDescription("What happens to rollouts when the error budget runs low. Absent: nothing.") @Nullable
        ErrorBudgetPolicy errorBudgetPolicy) {
    static final Slo DEFAULT = new Slo(
            Window.DAYS_28,
            Availability.DEFAULT,
            Latency.DEFAULT,
            InferenceLatency.DEFAULT,
            Confidence.DEFAULT,
            null,
            null);

    private static final String THRESHOLD_RULE =
            "duration(self) >= duration('1ms') && duration(self) <= duration('60s')";
    private static final String THRESHOLD_MESSAGE = "threshold must be between 1ms and 60s";

    public Slo {
        window = window == null ? Window.DAYS_28 : window;
        availability = availability == null ? Availability.DEFAULT : availability;
        latency = latency == null ? Latency.DEFAULT : latency;
        inferenceLatency = inferenceLatency == null ? InferenceLatency.DEFAULT : inferenceLatency;
        confidence = confidence == null ? Confidence.DEFAULT : confidence;
    }

    /// The window of an objective.
    public enum Window {
        @JsonProperty("28d")
        DAYS_28(28),
        @JsonProperty("30d")
        DAYS_30(30);

        private final int days;

        Window(int days) {
            this.days = days;
        }

        public int days() {
            return days;
        }
    }

    /// Share of prediction requests that are answered well; a client's own mistakes (4xx) do not count.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Availability(
            @Min(50) @Max(99.999) @JsonPropertyDescription("Percent. Default: 99.5.")
            Double target) {
        static final Availability DEFAULT = new Availability(99.5);

        public Availability {
            target = target == null ? DEFAULT.target() : target;
        }
    }

    /// Time from the arrival of a request to its answer.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Latency(
            @Min(50) @Max(99.999) @JsonPropertyDescription("Percent of answers within the threshold. Default: 99.")
            Double target,

            @Size(max = Durations.MAX_LENGTH)
            @Pattern(Durations.PATTERN)
            @ValidationRule(value = THRESHOLD_RULE, message = THRESHOLD_MESSAGE)
            @JsonPropertyDescription(
                    "Slower answers are slow. Default: 300ms. A bucket bound: changing it restarts the pods.")
            String threshold) {
        static final Latency DEFAULT = new Latency(99.0, "300ms");

        public Latency {
            target = target == null ? DEFAULT.target() : target;
            threshold = threshold == null ? DEFAULT.threshold() : threshold;
        }

        public Duration thresholdDuration() {
            return Durations.parse(threshold);
        }
    }

    /// Time of the model's run alone, without decoding and preprocessing.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record InferenceLatency(
            @Min(50) @Max(99.999) @JsonPropertyDescription("Percent of model runs within the threshold. Default: 95.")
            Double target,

            @Size(max = Durations.MAX_LENGTH)
            @Pattern(Durations.PATTERN)
            @ValidationRule(value = THRESHOLD_RULE, message = THRESHOLD_MESSAGE)
            @JsonPropertyDescription(
                    "Slower runs are slow. Default: 150ms. A bucket bound: changing it restarts the pods.")
            String threshold) {
        static final InferenceLatency DEFAULT = new InferenceLatency(95.0, "150ms");

        public InferenceLatency {
            target = target == null ? DEFAULT.target() : target;
            threshold = threshold == null ? DEFAULT.threshold() : threshold;
        }

        public Duration thresholdDuration() {
            return Durations.parse(threshold);
        }
    }

    /// Confidence of the best class of a prediction.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Confidence(
            @Min(50) @Max(99.999) @JsonPropertyDescription("Percent of predictions above the threshold. Default: 80.")
            Double target,

            @Min(0)
            @Max(1)
            @JsonPropertyDescription(
                    "Predictions above it are confident. Default: 0.7. A bucket bound: changing it restarts the pods.")
            Double threshold) {
        static final Confidence DEFAULT = new Confidence(80.0, 0.7);

        public Confidence {
            target = target == null ? DEFAULT.target() : target;
            threshold = threshold == null ? DEFAULT.threshold() : threshold;
        }
    }

    /// What all pods together should be good for. It has no error budget: more requests than that are no fault of ours.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(value = "!has(self.warn) || self.warn <= self.target", message = "warn must not be above target")
    // Not a minimum of 0.001: for a whole number the API server cuts the bound to 0 and lets 0 pass.
    @ValidationRule(
            value = "self.target > 0.0 && (!has(self.warn) || self.warn > 0.0)",
            message = "target and warn are requests a second, above 0")
    public record Throughput(
            @Required
            @Min(0)
            @Max(1_000_000)
            @JsonPropertyDescription(
                    "Requests a second. Above it, with answers slower than the latency objective, somebody is woken.")
            Double target,

            @Min(0)
            @JsonPropertyDescription(
                    "Requests a second above which a ticket says that the capacity is near. Default: 80 % of target.")
            Double warn) {
        /// The lab's figures, for its own alerts.
        public static final Throughput LAB = new Throughput(100.0, 80.0);

        public Throughput {
            target = target == null ? 100.0 : target;
            warn = warn == null ? Math.round(target * 800) / 1000.0 : warn;
        }
    }

    /// Below a share of the error budget a changed model or image waits, unless the annotation overrides it.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ErrorBudgetPolicy(
            @Min(0)
            @Max(100)
            @JsonPropertyDescription(
                    "Percent of the error budget of availability or latency, whichever has less; with less than this left, a changed model or image is held back. Default: 25.")
            Integer freezeBelow) {
        /// Lets a held-back rollout through; its value says why.
        public static final String OVERRIDE_ANNOTATION = InferenceGateway.GROUP + "/override-freeze";

        private static final int DEFAULT_FREEZE_BELOW = 25;

        public ErrorBudgetPolicy {
            freezeBelow = freezeBelow == null ? DEFAULT_FREEZE_BELOW : freezeBelow;
        }
    }
}
