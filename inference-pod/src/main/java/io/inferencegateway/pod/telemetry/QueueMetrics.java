package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.pod.batch.QueueEvents;
import io.inferencegateway.pod.batch.ShedReason;
import io.inferencegateway.pod.predict.Width;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/// The metric families of the queue: how long work waits, and what is not run and why.
public final class QueueMetrics implements QueueEvents {
    private final Histogram wait;
    private final Counter shed;
    private final Counter wouldShed;
    private final Counter runs;

    QueueMetrics(PrometheusRegistry registry) {
        wait = Histogram.builder()
                .name(Metrics.QUEUE_WAIT)
                .help("Time predictions waited for a worker in seconds")
                .classicOnly()
                .classicUpperBounds(Metrics.QUEUE_WAIT_BUCKETS.stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .register(registry);
        shed = counter(registry, Metrics.SHED, "Predictions that were not run, by reason");
        wouldShed = counter(
                registry, Metrics.WOULD_SHED, "Predictions taken that ADMISSION=enforce would have refused, by reason");
        wouldShed.initLabelValues(ShedReason.TOO_LATE.label());
        for (var reason : ShedReason.values()) {
            shed.initLabelValues(reason.label());
        }
        runs = Counter.builder()
                .name(Metrics.RUNS)
                .help("Runs of the model by width: wide for a prediction that was alone, narrow for the others")
                .labelNames(Metrics.WIDTH)
                .register(registry);
        for (var width : Width.values()) {
            runs.initLabelValues(width.label());
        }
    }

    private static Counter counter(PrometheusRegistry registry, String name, String help) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(Metrics.REASON)
                .register(registry);
    }

    @Override
    public void waited(Duration time) {
        wait.observe(PodMetrics.seconds(time));
    }

    @Override
    public void shed(ShedReason reason) {
        shed.labelValues(reason.label()).inc();
    }

    @Override
    public void wouldShed(ShedReason reason) {
        wouldShed.labelValues(reason.label()).inc();
    }

    @Override
    public void runs(Width width) {
        runs.labelValues(width.label()).inc();
    }
}
