package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Metrics;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The families of the API port's door: how long its certificate lasts, and whether its mounted files could be used.
public final class EdgeMetrics {
    private final Gauge usable;
    private final AtomicReference<@Nullable Instant> notAfter = new AtomicReference<>();

    EdgeMetrics(PrometheusRegistry registry) {
        usable = Gauge.builder()
                .name(Metrics.MOUNTED_FILE_OK)
                .help("Whether the mounted file was usable when it last changed; 0 while an older one is kept")
                .labelNames("file")
                .register(registry);
        // No sample without TLS: a certificate that ended in 1970 would page someone.
        GaugeWithCallback.builder()
                .name(Metrics.TLS_NOT_AFTER)
                .help("When the certificate of the API port ends, as a Unix time")
                .callback(callback -> {
                    var end = notAfter.get();
                    if (end != null) {
                        callback.call((double) end.getEpochSecond());
                    }
                })
                .register(registry);
    }

    /// @param file the setting that names it, in lower case: a closed set
    public void usable(String file, boolean now) {
        usable.labelValues(file).set(now ? 1 : 0);
    }

    public void certificateEnds(Instant end) {
        notAfter.set(end);
    }
}
