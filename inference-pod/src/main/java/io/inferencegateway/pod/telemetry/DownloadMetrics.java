package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.pod.source.DownloadEvents;
import io.inferencegateway.pod.source.DownloadResult;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/// The metric families of a model's download. A pod whose model needs none does not have them.
public final class DownloadMetrics implements DownloadEvents {
    private final Counter downloads;
    private final Counter bytes;
    private final Gauge duration;

    DownloadMetrics(PrometheusRegistry registry) {
        downloads = Counter.builder()
                .name(Metrics.DOWNLOADS)
                .help("Attempts to get the model, by result")
                .labelNames(Metrics.RESULT)
                .register(registry);
        DownloadResult.all().forEach(downloads::initLabelValues);
        bytes = Counter.builder()
                .name(Metrics.DOWNLOAD_BYTES)
                .help("Bytes of the model that arrived, of failed attempts too")
                .register(registry);
        duration = Gauge.builder()
                .name(Metrics.DOWNLOAD_DURATION)
                .help("Time the last attempt to get the model took in seconds")
                .register(registry);
    }

    @Override
    public void received(long count) {
        bytes.inc(count);
    }

    @Override
    public void ended(String result, Duration took) {
        downloads.labelValues(result).inc();
        duration.set(PodMetrics.seconds(took));
    }
}
