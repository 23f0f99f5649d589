package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.Outcome;
import java.time.Duration;

/// The availability indicator: prediction requests whose outcome spends error budget, among all that count.
record Availability(GatewayName gateway) implements Indicator {
    @Override
    public String total(String function, Duration window) {
        return Promql.sum(function, series(), window);
    }

    @Override
    public String bad(String function, Duration window) {
        return Promql.sum(function, badSeries(), window);
    }

    @Override
    public String badOrZero(String function, Duration window) {
        return """
                %s
                or
                0 * %s""".formatted(bad(function, window), total(function, window));
    }

    @Override
    public Counters counters() {
        return new Counters.Bad(badSeries(), series());
    }

    @Override
    public String series() {
        return Promql.series(Metrics.HTTP_REQUESTS, gateway, Promql.matches(Metrics.OUTCOME, Outcome.events()));
    }

    @Override
    public String witness() {
        return Promql.targets(gateway);
    }

    @Override
    public String events() {
        return "requests";
    }

    @Override
    public String fault() {
        return "failed";
    }

    @Override
    public String promise(String percent) {
        return percent + " % availability";
    }

    /// The outcome of most bad events of the last minutes; what to look at first.
    String worst(Duration window) {
        return "topk(1, sum by (" + Metrics.OUTCOME + ") (rate(" + Promql.range(badSeries(), window) + ")) > 0)";
    }

    private String badSeries() {
        return Promql.series(Metrics.HTTP_REQUESTS, gateway, Promql.matches(Metrics.OUTCOME, Outcome.badEvents()));
    }
}
