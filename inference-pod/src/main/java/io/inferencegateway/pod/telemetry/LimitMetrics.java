package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.pod.runtime.Limits;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.ToDoubleFunction;

/// What the container lets the pod use, at the moment of the scrape. The heap's limit is among the JVM's families.
final class LimitMetrics {
    private LimitMetrics() {}

    static void register(PrometheusRegistry registry) {
        gauge(registry, Metrics.CORES, "Cores the container may use, as the JVM sees them", Limits::cores);
        gauge(
                registry,
                Metrics.MEMORY,
                "Memory the container may use in bytes, as the JVM sees it",
                limits -> limits.memory().limit());
        gauge(
                registry,
                Metrics.AOT_CACHE,
                "1 when the JVM uses the image's AOT cache, 0 when it starts without",
                limits -> limits.aotCache() ? 1 : 0);
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, ToDoubleFunction<Limits> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.applyAsDouble(Limits.now())))
                .register(registry);
    }
}
