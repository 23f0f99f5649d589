package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.stream.Collectors;

/// The few shapes of PromQL that the rules are written in.
public final class Promql {
    public static final String NAMESPACE = "namespace";
    static final String UP = "up";
    static final String LE = "le";

    /// What a gateway is identified by in every series.
    static final String IDENTITY = "(" + NAMESPACE + ", " + Metrics.GATEWAY_LABEL + ")";

    private Promql() {}

    static String equal(String label, String value) {
        return label + "=\"" + escape(value) + "\"";
    }

    static String matches(String label, String regex) {
        return label + "=~\"" + escape(regex) + "\"";
    }

    /// Matches the bucket of an upper bound however it is written: Prometheus 3 writes `1.0`, Prometheus 2 keeps what
    /// the pod wrote, which is Java's text of the number (`1.0`, `5.0E-4`).
    static String le(BigDecimal bound) {
        var plain = bound.stripTrailingZeros().toPlainString();
        var spellings = new LinkedHashSet<String>();
        spellings.add(plain);
        if (!plain.contains(".")) {
            spellings.add(plain + ".0");
        }
        spellings.add(Double.toString(bound.doubleValue()));
        return spellings.size() == 1
                ? equal(LE, plain)
                : matches(LE, String.join("|", spellings).replace(".", "\\."));
    }

    /// Pods that answered Prometheus' last scrape.
    static String targets(GatewayName gateway) {
        return series(UP, gateway) + " == 1";
    }

    /// Pods whose model is loaded: only they have series about it.
    static String loadedModels(GatewayName gateway) {
        return series(Metrics.LOAD_DURATION, gateway);
    }

    /// Selects the series of a metric that belong to the gateway.
    static String series(String metric, GatewayName gateway, String... matchers) {
        var identity = equal(NAMESPACE, gateway.namespace()) + "," + equal(Metrics.GATEWAY_LABEL, gateway.name());
        return metric
                + Arrays.stream(matchers)
                        .map(matcher -> "," + matcher)
                        .collect(Collectors.joining("", "{" + identity, "}"));
    }

    /// The digits a user wrote, without an exponent.
    static BigDecimal number(double written) {
        return new BigDecimal(BigDecimal.valueOf(written).stripTrailingZeros().toPlainString());
    }

    static String range(String series, Duration window) {
        return series + "[" + duration(window) + "]";
    }

    static String sum(String expression) {
        return "sum by " + IDENTITY + " (" + expression + ")";
    }

    /// The gateway's sum of a function, such as `rate` or `increase`, of a series over a window.
    static String sum(String function, String series, Duration window) {
        return sum(function + "(" + range(series, window) + ")");
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
