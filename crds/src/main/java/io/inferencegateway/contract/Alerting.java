package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `spec.alerting`: whether and how the objectives page.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Alerting(
        @JsonPropertyDescription("false keeps the recording rules and drops the alerts. Default: true.")
        Boolean enabled,

        @JsonPropertyDescription(
                "true adds fourteen plain threshold alerts (availability, latency, error rate, throughput, inference latency, confidence, error budget; a warning and a critical each). Default: false.")
        Boolean thresholdAlerts,

        @Min(1)
        @Max(1_000_000)
        @JsonPropertyDescription(
                "Bad events a burn-rate alert needs in its long window, and a threshold alert in the last hour, so that one error at low traffic pages nobody. Default: 10.")
        Integer minBadEvents,

        @JsonPropertyDescription("Values of the label severity.")
        Severities severities,

        @Size(max = 20)
        @ValidationRule(
                value = "!('severity' in self) && !('slo' in self) && !('alertname' in self)",
                message =
                        "alerting.labels may not set severity, slo or alertname; use alerting.severities for the first")
        @ValidationRule(
                value = "self.all(name, name.matches('^[a-zA-Z_][a-zA-Z0-9_]*$'))",
                message =
                        "alerting.labels: a label name has letters, digits and _ only and starts with no digit; Prometheus takes no other")
        @JsonPropertyDescription("More labels for every alert, such as team.")
        Map<String, String> labels,

        @Size(max = 1024)
        @ValidationRule(
                value = "self.startsWith('https://') || self.startsWith('http://')",
                message = "runbookUrl must start with https:// or http://")
        @JsonPropertyDescription(
                "Page that says what to do; every alert links to it, followed by the alert's name. Default: the project's runbooks.")
        @Nullable
        String runbookUrl,

        @JsonPropertyDescription(
                "Who is told, by an AlertmanagerConfig. Default: nobody by us; your Alertmanager routes by severity.")
        @Nullable
        AlertReceivers receivers) {
    static final Alerting DEFAULT = new Alerting(true, false, 10, Severities.DEFAULT, Map.of(), null, null);

    public Alerting {
        enabled = enabled == null ? DEFAULT.enabled() : enabled;
        thresholdAlerts = thresholdAlerts == null ? DEFAULT.thresholdAlerts() : thresholdAlerts;
        minBadEvents = minBadEvents == null ? DEFAULT.minBadEvents() : minBadEvents;
        severities = severities == null ? Severities.DEFAULT : severities;
        labels = labels == null ? Map.of() : new TreeMap<>(labels);
    }

    /// Values of the label `severity`, by which Alertmanager routes.
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Severities(
            @Size(min = 1, max = 63)
            @Pattern("^\\S+$")
            @JsonPropertyDescription("Of alerts somebody is woken for. Default: critical.")
            String page,

            @Size(min = 1, max = 63)
            @Pattern("^\\S+$")
            @JsonPropertyDescription("Of alerts that can wait for the morning. Default: warning.")
            String ticket) {
        static final Severities DEFAULT = new Severities("critical", "warning");

        public Severities {
            page = page == null ? DEFAULT.page() : page;
            ticket = ticket == null ? DEFAULT.ticket() : ticket;
        }
    }
}
