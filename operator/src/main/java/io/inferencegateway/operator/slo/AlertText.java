package io.inferencegateway.operator.slo;

import java.math.BigDecimal;
import java.time.Duration;

/// Pieces of Prometheus' alert templates; what a person reads at three in the morning.
record AlertText(Objective objective) {
    String gateway() {
        return objective.namespace() + "/" + objective.gateway();
    }

    String promise() {
        return "%s %% %s over %s".formatted(objective.targetText(), objective.name(), objective.windowText());
    }

    /// Share of the budget that is gone, asked when the alert fires.
    String budgetGone() {
        return query(Recorded.of(objective, Recorded.PERIOD_BURN_RATE), "humanizePercentage", "an unknown part");
    }

    /// Hours until the budget is gone if errors go on as they did in the last `window`: what is left of the allowed
    /// bad hours of the whole period, divided by the share of time that is bad now.
    String hoursLeft(Duration window) {
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
        return "First look: kubectl -n %s describe inferencegateway %s"
                .formatted(objective.namespace(), objective.gateway());
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
