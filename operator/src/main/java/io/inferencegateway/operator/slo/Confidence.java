package io.inferencegateway.operator.slo;

import io.inferencegateway.contract.wire.Metrics;
import java.math.BigDecimal;
import java.time.Duration;

/// The confidence indicator: predictions whose best class is not surer than a threshold, among all. A drop hints at
/// pictures or a model that have changed; it wakes nobody.
record Confidence(GatewayName gateway, BigDecimal threshold) implements Indicator {
    @Override
    public String total(String function, Duration window) {
        return Promql.sum(function, count(), window);
    }

    @Override
    public String bad(String function, Duration window) {
        return Promql.sum(function, series(), window);
    }

    /// A histogram has its buckets from the first.
    @Override
    public String badOrZero(String function, Duration window) {
        return bad(function, window);
    }

    @Override
    public Counters counters() {
        return new Counters.Bad(series(), count());
    }

    @Override
    public String series() {
        return Promql.series(Metrics.CONFIDENCE + "_bucket", gateway, Promql.le(threshold));
    }

    @Override
    public String witness() {
        return Promql.loadedModels(gateway);
    }

    @Override
    public String events() {
        return "predictions";
    }

    @Override
    public String fault() {
        return "were no surer than " + threshold.toPlainString();
    }

    @Override
    public String promise(String percent) {
        return percent + " % of predictions surer than " + threshold.toPlainString();
    }

    private String count() {
        return Promql.series(Metrics.CONFIDENCE + "_count", gateway);
    }
}
