package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.Outcome;
import java.time.Duration;

/// The availability indicator in PromQL: prediction requests whose outcome spends error budget, among all that count.
/// Rates and increases are taken per series and summed afterwards, so that a restarted pod's counter does no harm.
record Availability(Objective objective) {
    static final String NAME = "availability";

    /// Share of bad events; no sample without traffic, because 0/0 would poison every sum over time.
    String errorRatio(Duration window) {
        var events = Promql.sum("rate(" + events(window) + ")");
        return """
                (
                  %s
                  or
                  0 * %s
                )
                /
                (%s > 0)""".formatted(Promql.sum("rate(" + badEvents(window) + ")"), events, events);
    }

    String total(Duration window) {
        return Promql.sum("increase(" + events(window) + ")");
    }

    String bad(Duration window) {
        return Promql.sum("increase(" + badEvents(window) + ")");
    }

    /// Bad events, zero where only good ones were ever counted.
    String badOrZero(Duration window) {
        return """
                %s
                or
                0 * %s""".formatted(bad(window), total(window));
    }

    /// Every series the indicator is made of.
    String series() {
        return Promql.series(Metrics.HTTP_REQUESTS, objective, Promql.matches(Metrics.OUTCOME, Outcome.events()));
    }

    private String events(Duration window) {
        return Promql.range(series(), window);
    }

    private String badEvents(Duration window) {
        return Promql.range(
                Promql.series(Metrics.HTTP_REQUESTS, objective, Promql.matches(Metrics.OUTCOME, Outcome.badEvents())),
                window);
    }
}
