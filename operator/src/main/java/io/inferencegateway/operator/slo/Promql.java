package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The few shapes of PromQL that the rules are written in.
public final class Promql {
    static final String NAMESPACE = "namespace";
    static final String UP = "up";

    /// What a gateway is identified by in every series.
    static final String IDENTITY = "(" + NAMESPACE + ", " + Metrics.GATEWAY_LABEL + ")";

    private Promql() {}

    static String equal(String label, String value) {
        return label + "=\"" + escape(value) + "\"";
    }

    static String matches(String label, String regex) {
        return label + "=~\"" + escape(regex) + "\"";
    }

    /// Selects the series of a metric that belong to the objective's gateway.
    static String series(String metric, Objective objective, String... matchers) {
        var identity =
                equal(NAMESPACE, objective.namespace()) + "," + equal(Metrics.GATEWAY_LABEL, objective.gateway());
        return metric
                + Arrays.stream(matchers)
                        .map(matcher -> "," + matcher)
                        .collect(Collectors.joining("", "{" + identity, "}"));
    }

    static String range(String series, Duration window) {
        return series + "[" + duration(window) + "]";
    }

    static String sum(String expression) {
        return "sum by " + IDENTITY + " (" + expression + ")";
    }

    static String count(String expression) {
        return "count by " + IDENTITY + " (" + expression + ")";
    }

    /// The largest unit that needs no fraction: `5m`, `1h`, `3d`.
    public static String duration(Duration duration) {
        if (duration.toSeconds() % 60 != 0) {
            return duration.toSeconds() + "s";
        }
        if (duration.toMinutes() % 60 != 0) {
            return duration.toMinutes() + "m";
        }
        return duration.toHours() % 24 != 0 ? duration.toHours() + "h" : duration.toDays() + "d";
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
