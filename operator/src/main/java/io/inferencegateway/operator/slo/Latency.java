package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An indicator on time: events slower than a threshold, which is a bucket bound of the pods' histogram, among all.
///
/// @param matcher narrows the histogram down; empty for all of its series
/// @param witness what must be there before the histogram can be missed
/// @param events what is timed, in the plural
record Latency(GatewayName gateway, String histogram, String matcher, String witness, String events, Duration threshold)
        implements Indicator {
    /// Answered prediction requests: a failure that came fast is not fast, it is unavailable.
    static Latency ofRequests(GatewayName gateway, Duration threshold) {
        return new Latency(
                gateway,
                Metrics.HTTP_REQUEST_DURATION,
                Promql.equal(Metrics.OUTCOME, Outcome.SUCCESS.label()),
                Promql.targets(gateway),
                "answers",
                threshold);
    }

    /// Runs of the model alone.
    static Latency ofModel(GatewayName gateway, Duration threshold) {
        return new Latency(
                gateway, Metrics.INFERENCE_DURATION, "", Promql.loadedModels(gateway), "model runs", threshold);
    }

    @Override
    public String total(String function, Duration window) {
        return Promql.sum(function, select("_count"), window);
    }

    @Override
    public String bad(String function, Duration window) {
        return """
                %s
                -
                %s""".formatted(total(function, window), Promql.sum(function, series(), window));
    }

    /// A histogram has its buckets from the first.
    @Override
    public String badOrZero(String function, Duration window) {
        return bad(function, window);
    }

    @Override
    public Counters counters() {
        return new Counters.Fast(
                select("_bucket", Promql.equal(Promql.LE, seconds().toPlainString())), select("_count"));
    }

    @Override
    public String series() {
        return select("_bucket", Promql.le(seconds()));
    }

    @Override
    public String fault() {
        return "took longer than " + thresholdText();
    }

    @Override
    public String promise(String percent) {
        return percent + " % of " + events + " within " + thresholdText();
    }

    /// The time that a share of the events stays below, in seconds; exact where it meets a bucket bound.
    String quantile(BigDecimal share, Duration window) {
        return "histogram_quantile(%s, sum by (%s, %s, le) (rate(%s)))"
                .formatted(
                        share.toPlainString(),
                        Promql.NAMESPACE,
                        Metrics.GATEWAY_LABEL,
                        Promql.range(select("_bucket"), window));
    }

    BigDecimal seconds() {
        return seconds(threshold);
    }

    static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis()).movePointLeft(3).stripTrailingZeros();
    }

    private String thresholdText() {
        return threshold.toMillis() + "ms";
    }

    private String select(String part, String... more) {
        var matchers = new ArrayList<String>();
        if (!matcher.isEmpty()) {
            matchers.add(matcher);
        }
        matchers.addAll(List.of(more));
        return Promql.series(histogram + part, gateway, matchers.toArray(String[]::new));
    }
}
