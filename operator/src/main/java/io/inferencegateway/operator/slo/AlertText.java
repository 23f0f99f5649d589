package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import java.math.BigDecimal;
import java.time.Duration;

/// Pieces of Prometheus' alert templates; what a person reads at three in the morning.
record AlertText(Objective objective) {
    String promise() {
        return objective.promise();
    }

    /// The share of bad events that made the alert fire, in words.
    String lately() {
        return "{{ $value | humanizePercentage }} of the %s of %s %s lately"
                .formatted(
                        objective.indicator().events(),
                        objective.gateway().text(),
                        objective.indicator().fault());
    }

    /// Where failures differ in kind: which kind there is most of.
    String mostly() {
        return switch (objective.indicator()) {
            case Availability availability ->
                " {{ with query `" + availability.worst(Duration.ofMinutes(5)) + "` }}Mostly: {{ . | first | label \""
                        + Metrics.OUTCOME + "\" }}. {{ end }}";
            case Latency latency -> " ";
            case Confidence confidence -> " ";
        };
    }

    /// How much of the budget is gone, asked when the alert fires, and how long the rest lasts if errors go on
    /// as they did in the last `window`.
    String budget(Duration window) {
        return ("{{ with query `%s` }}{{ if ge (. | first | value) 1.0 }}All of the error budget is gone."
                        + "{{ else }}Gone: {{ . | first | value | humanizePercentage }} of the error budget."
                        + " At the rate of the last %s the rest lasts %s."
                        + "{{ end }}{{ else }}How much of the error budget is gone is unknown.{{ end }}")
                .formatted(
                        Recorded.of(objective, Recorded.PERIOD_BURN_RATE), Promql.duration(window), hoursLeft(window));
    }

    /// How much of the budget has been spent, which may be many times the whole.
    String spent() {
        return query(
                "100 * " + Recorded.of(objective, Recorded.PERIOD_BURN_RATE), "printf \"%.0f %%\"", "an unknown part");
    }

    // What is left of the allowed bad hours of the whole period, divided by the share of time that is bad now.
    private String hoursLeft(Duration window) {
        var allowed = objective
                .budget()
                .multiply(BigDecimal.valueOf(objective.window().toHours()));
        return query(
                "clamp_min(%s, 0) * %s / %s"
                        .formatted(
                                Recorded.of(objective, Recorded.BUDGET_REMAINING),
                                allowed.stripTrailingZeros().toPlainString(),
                                Recorded.ratioOf(objective, window)),
                "printf \"%.1f hours\"",
                "an unknown time");
    }

    String firstLook() {
        return firstLook(objective.gateway());
    }

    /// The first command.
    static String firstLook(GatewayName gateway) {
        return "First look: kubectl -n %s describe inferencegateway %s".formatted(gateway.namespace(), gateway.name());
    }

    /// Text that a user wrote, for a place where Prometheus expands templates.
    static String literal(String text) {
        return text.replace("{{", "{{`{{`}}");
    }

    // A raw Go string, because selectors are full of quotes.
    private static String query(String expression, String format, String unknown) {
        return "{{ with query `" + expression + "` }}{{ . | first | value | " + format + " }}{{ else }}" + unknown
                + "{{ end }}";
    }
}
