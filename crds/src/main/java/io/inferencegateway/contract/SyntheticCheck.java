package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/// `observability.metrics.probe`: a request of our own through the Service, every so often. The pods' metrics cannot
/// tell that no request reaches them; this can.
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SyntheticCheck(
        @Required
        @Size(max = 253)
        @ValidationRule(
                value = "self.matches('^[A-Za-z0-9.-]+:[0-9]{1,5}$')",
                message =
                        "prober must be HOST:PORT of a blackbox exporter, such as blackbox-exporter.monitoring.svc:9115")
        @JsonPropertyDescription("HOST:PORT of the blackbox exporter that sends the request.")
        String prober,

        @Size(max = 63)
        @Pattern("^[A-Za-z0-9_.-]+$")
        @JsonPropertyDescription("Module of the blackbox exporter, which says what is sent. Default: http_2xx.")
        String module,

        @Size(max = 1024)
        @Pattern("^/[^ ]*$")
        @JsonPropertyDescription("Path that is asked, on the API port of the Service. Default: /readyz.")
        String path,

        @Size(max = Durations.MAX_LENGTH)
        @Pattern(Durations.PATTERN)
        @ValidationRule(
                value = "duration(self) >= duration('5s') && duration(self) <= duration('5m')",
                message = "interval of the probe must be between 5s and 5m")
        @JsonPropertyDescription("Time between two requests. Default: 30s.")
        String interval) {
    private static final String MODULE = "http_2xx";
    private static final String PATH = "/readyz";
    private static final String INTERVAL = "30s";

    public SyntheticCheck {
        module = module == null ? MODULE : module;
        path = path == null ? PATH : path;
        interval = interval == null ? INTERVAL : interval;
    }
}
