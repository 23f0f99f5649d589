package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.pod.runtime.EngineFacts;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/// How the loaded model runs: the device it got, the threads that were chosen from the container's cores, and how
/// long it took to get there. Set once.
final class EngineMetrics {
    private EngineMetrics() {}

    static void register(PrometheusRegistry registry, EngineFacts facts) {
        Info.builder()
                .name(Metrics.DEVICE_INFO)
                .help("Device the model was asked to run on and the one it runs on")
                .labelNames("requested", "actual")
                .register(registry)
                .setLabelValues(
                        facts.placement().requested().text(),
                        facts.placement().actual().text());
        gauge(registry, Metrics.WORKERS, "Inference worker threads", facts.workers());
        gauge(
                registry,
                Metrics.INTRA_OP_THREADS,
                "Threads of one model run",
                facts.widths().narrow());
        gauge(
                registry,
                Metrics.WIDE_INTRA_OP_THREADS,
                "Threads of a model run for a prediction that is alone; 0 where there is no such session",
                facts.widths().wide().orElse(0));
        gauge(
                registry,
                Metrics.WARMUP_DURATION,
                "Longest time a worker took to warm up in seconds",
                PodMetrics.seconds(facts.warmUp()));
        gauge(
                registry,
                Metrics.LOAD_DURATION,
                "Time from the start of loading the model until it was ready in seconds",
                PodMetrics.seconds(facts.load()));
        batches(registry, facts.batches());
    }

    /// The table that the policy of batches started with, where there is one.
    private static void batches(PrometheusRegistry registry, EngineFacts.Batching batches) {
        gauge(
                registry,
                Metrics.BATCH_LIMIT,
                "Most rows of a run for several requests; 1 where each request has its own",
                batches.most());
        var times = Gauge.builder()
                .name(Metrics.BATCH_RUN_TIME)
                .help("Time of a run in seconds by its rows, as measured before the pod was ready")
                .labelNames(Metrics.ROWS)
                .register(registry);
        batches.times().forEach((rows, time) -> times.labelValues("" + rows).set(PodMetrics.seconds(time)));
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, double value) {
        Gauge.builder().name(name).help(help).register(registry).set(value);
    }
}
