package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Metrics;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// The metric families of what is sent over OTLP: whether the receiver takes it. A pod that sends nothing does not have
/// them.
public final class ExportMetrics {
    // What the semantic conventions write for an error they do not tell apart.
    private static final String FAILED = "_OTHER";

    private final PrometheusRegistry registry;

    ExportMetrics(PrometheusRegistry registry) {
        this.registry = registry;
    }

    Exports spans() {
        return exports(Metrics.SPANS_EXPORTED, "Spans whose export has ended, by error");
    }

    Exports logRecords() {
        return exports(Metrics.LOGS_EXPORTED, "Log lines whose export has ended, by error");
    }

    private Exports exports(String name, String help) {
        var counter = Counter.builder()
                .name(name)
                .help(help)
                .labelNames(Metrics.ERROR_TYPE)
                .register(registry);
        counter.initLabelValues("");
        counter.initLabelValues(FAILED);
        return new Exports(counter);
    }

    /// The exports of one signal.
    record Exports(Counter counter) {
        /// Counts so many things once their export has ended; returns the same result.
        CompletableResultCode counted(int things, CompletableResultCode result) {
            return result.whenComplete(
                    () -> counter.labelValues(result.isSuccess() ? "" : FAILED).inc(things));
        }
    }
}
