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
import io.inferencegateway.contract.wire.DeploymentEnvironment;
import io.inferencegateway.contract.wire.LogLevel;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `spec.observability`: who scrapes, where traces go, how much is logged.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.logging) || !has(self.logging.exporter) || self.logging.exporter == 'none' || (has(self.tracing) && has(self.tracing.endpoint))",
        message =
                "logging.exporter is otlp, but there is no tracing.endpoint to send to; set it, or take the exporter out")
public record Observability(
        MetricsScraping metrics,
        Tracing tracing,
        Logging logging,

        @JsonPropertyDescription("Deployment environment in logs and traces. Default: production.")
        Environment environment) {
    static final Observability DEFAULT =
            new Observability(MetricsScraping.DEFAULT, Tracing.DEFAULT, Logging.DEFAULT, Environment.PRODUCTION);

    public Observability {
        metrics = metrics == null ? MetricsScraping.DEFAULT : metrics;
        tracing = tracing == null ? Tracing.DEFAULT : tracing;
        logging = logging == null ? Logging.DEFAULT : logging;
        environment = environment == null ? Environment.PRODUCTION : environment;
    }

    /// `metrics`.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MetricsScraping(
            ScrapeSettings serviceMonitor,

            @JsonPropertyDescription(
                    "Synthetic check through the Service, by a Probe; needs a blackbox exporter. Default: none.")
            @Nullable
            SyntheticCheck probe) {
        static final MetricsScraping DEFAULT = new MetricsScraping(ScrapeSettings.DEFAULT, null);

        public MetricsScraping {
            serviceMonitor = serviceMonitor == null ? ScrapeSettings.DEFAULT : serviceMonitor;
        }
    }

    /// `metrics.serviceMonitor`: how Prometheus finds the pods and the rules.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ScrapeSettings(
            @JsonPropertyDescription(
                    "auto: where the Prometheus Operator is installed; always: report its absence as a fault; never: no ServiceMonitor, PrometheusRule, Probe or AlertmanagerConfig. Default: auto.")
            Enabled enabled,

            @Size(max = Durations.MAX_LENGTH)
            @Pattern(Durations.PATTERN)
            @ValidationRule(
                    value = "duration(self) >= duration('1s') && duration(self) <= duration('1m')",
                    message = "interval must be between 1s and 1m, so that every 5-minute window holds several scrapes")
            @JsonPropertyDescription("Time between scrapes. Default: 15s.")
            String interval,

            @Size(max = 20)
            @JsonPropertyDescription(
                    "Labels on every monitoring object, by which a Prometheus or an Alertmanager selects them (for example release: kube-prometheus-stack).")
            Map<String, String> labels) {
        static final ScrapeSettings DEFAULT = new ScrapeSettings(Enabled.AUTO, "15s", Map.of());

        public ScrapeSettings {
            enabled = enabled == null ? DEFAULT.enabled() : enabled;
            interval = interval == null ? DEFAULT.interval() : interval;
            labels = labels == null ? Map.of() : new TreeMap<>(labels);
        }

        public Duration intervalDuration() {
            return Durations.parse(interval);
        }
    }

    /// Whether monitoring objects are created.
    public enum Enabled {
        @JsonProperty("auto")
        AUTO,
        @JsonProperty("always")
        ALWAYS,
        @JsonProperty("never")
        NEVER
    }

    /// `tracing`: without an endpoint nothing is traced.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tracing(
            @Size(max = 1024)
            @ValidationRule(
                    value = "self.matches('^https?://[^/ ]+.*$')",
                    message =
                            "endpoint must be an http:// or https:// URL of an OTLP/HTTP receiver, such as http://otel-collector:4318")
            @JsonPropertyDescription("OTLP/HTTP receiver of the spans. Default: none, nothing is traced.")
            @Nullable
            String endpoint,

            @Min(0)
            @Max(1)
            @JsonPropertyDescription("Share of requests without a sampled parent that are traced. Default: 1.")
            Double samplingRatio) {
        static final Tracing DEFAULT = new Tracing(null, 1.0);

        public Tracing {
            samplingRatio = samplingRatio == null ? DEFAULT.samplingRatio() : samplingRatio;
        }
    }

    /// `logging`: JSON on standard output, and on request to the collector too.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Logging(
            @JsonPropertyDescription("Lowest level that is logged. Default: INFO.")
            LogLevel level,

            @JsonPropertyDescription(
                    "Where log lines go beside standard output. otlp: to the receiver at tracing.endpoint. Default: none.")
            LogExporter exporter) {
        static final Logging DEFAULT = new Logging(LogLevel.INFO, LogExporter.NONE);

        public Logging {
            level = level == null ? DEFAULT.level() : level;
            exporter = exporter == null ? DEFAULT.exporter() : exporter;
        }
    }

    /// `logging.exporter`.
    public enum LogExporter {
        @JsonProperty("none")
        NONE("none"),
        @JsonProperty("otlp")
        OTLP("otlp");

        private final String wire;

        LogExporter(String wire) {
            this.wire = wire;
        }

        /// The same exporter as the pod's settings know it.
        public String wire() {
            return wire;
        }
    }

    /// `environment`.
    public enum Environment {
        @JsonProperty("development")
        DEVELOPMENT(DeploymentEnvironment.DEVELOPMENT),
        @JsonProperty("staging")
        STAGING(DeploymentEnvironment.STAGING),
        @JsonProperty("production")
        PRODUCTION(DeploymentEnvironment.PRODUCTION);

        private final DeploymentEnvironment environment;

        Environment(DeploymentEnvironment environment) {
            this.environment = environment;
        }

        /// The same environment as the pod's settings know it.
        public DeploymentEnvironment wire() {
            return environment;
        }
    }
}
