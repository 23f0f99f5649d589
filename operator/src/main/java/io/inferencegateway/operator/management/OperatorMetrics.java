package io.inferencegateway.operator.management;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/// The operator's metrics: its JVM here, its loop in `reconcile/` and by java-operator-sdk, its queries in
/// `prometheus/`. docs/reference/operator-metrics.md lists them all.
public final class OperatorMetrics {
    private OperatorMetrics() {}

    /// A registry that already watches the JVM.
    public static PrometheusMeterRegistry registry() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        // Percentiles cannot be added up over replicas; igw_reconciliation_seconds has buckets instead.
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("operator.sdk.controllers.execution"));
        // One series per number of a retry would be a series every five minutes for as long as a gateway fails.
        registry.config()
                .meterFilter(MeterFilter.ignoreTags("reconciliations.retries.number", "reconciliations.retries.last"));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("igw.build.info", () -> 1)
                .description("The running version; always 1.")
                .tags("version", version(), "java", Runtime.version().toString())
                .register(registry);
        return registry;
    }

    /// Adds what there is once per process and ends with it: its garbage collector and its log.
    @SuppressWarnings("resource")
    public static void watchProcess(PrometheusMeterRegistry registry) {
        new JvmGcMetrics().bindTo(registry);
        new LogbackMetrics().bindTo(registry);
    }

    private static String version() {
        String version = OperatorMetrics.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
