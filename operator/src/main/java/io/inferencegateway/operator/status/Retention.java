package io.inferencegateway.operator.status;

import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long a Prometheus keeps its series. Shorter than a gateway's window, and the budget forgets.
final class Retention {
    // https://prometheus.io/docs/prometheus/latest/configuration/configuration/: a year is 365 days.
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "y", Duration.ofDays(365));
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhdwy])");
    // What the Prometheus Operator sets when neither a time nor a size is given.
    private static final String DEFAULT = "24h";

    private Retention() {}

    /// A remark for the condition's message; empty when the window fits, or when only a size ends it.
    static Optional<String> tooShort(Prometheus prometheus, int windowDays) {
        var spec = prometheus.getSpec();
        if (spec.getRetention() == null && spec.getRetentionSize() != null) {
            return Optional.empty();
        }
        String retention = Optional.ofNullable(spec.getRetention()).orElse(DEFAULT);
        return parse(retention).compareTo(Duration.ofDays(windowDays)) >= 0
                ? Optional.empty()
                : Optional.of(
                        "it keeps %s, less than the window of %sd, so the error budget forgets what is older: raise its spec.retention"
                                .formatted(retention, windowDays));
    }

    static Duration parse(String text) {
        return PART.matcher(text)
                .results()
                .map(part ->
                        UNITS.getOrDefault(part.group(2), Duration.ZERO).multipliedBy(Long.parseLong(part.group(1))))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
