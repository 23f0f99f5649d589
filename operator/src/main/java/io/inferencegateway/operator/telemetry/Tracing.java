package io.inferencegateway.operator.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Traces of the operator, by the OpenTelemetry SDK: on when `OTEL_EXPORTER_OTLP_ENDPOINT` (or the variable for traces
/// alone) names a receiver. Every other `OTEL_*` variable reaches the SDK. A failure to trace is logged and fails
/// nothing else.
public final class Tracing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);
    private static final String SCOPE = "io.inferencegateway.operator";
    private static final String SERVICE = "inference-gateway-operator";

    private final @Nullable Tracer tracer;
    private final Runnable flushAndStop;

    private Tracing(@Nullable Tracer tracer, Runnable flushAndStop) {
        this.tracer = tracer;
        this.flushAndStop = flushAndStop;
    }

    /// Starts the SDK if it is wanted; a setting it refuses is logged, and nothing is traced then.
    public static Tracing fromEnv(Map<String, String> env) {
        return wanted(env) ? start(env) : off();
    }

    /// Traces nothing.
    public static Tracing off() {
        return new Tracing(null, () -> {});
    }

    /// A piece of work on the calling thread.
    public Trace trace(String name, Map<String, String> attributes) {
        return tracer == null ? Trace.NONE : new SpanTrace(tracer, name, attributes);
    }

    /// Sends what is left and stops.
    @Override
    public void close() {
        flushAndStop.run();
    }

    private static boolean wanted(Map<String, String> env) {
        boolean receiver = Stream.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
                .anyMatch(name -> !env.getOrDefault(name, "").isBlank());
        return receiver
                && !"none".equals(env.get("OTEL_TRACES_EXPORTER"))
                && !"true".equalsIgnoreCase(env.get("OTEL_SDK_DISABLED"));
    }

    private static Tracing start(Map<String, String> env) {
        try {
            var sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> Map.of(
                            "otel.service.name", SERVICE,
                            "otel.exporter.otlp.protocol", "http/protobuf",
                            "otel.logs.exporter", "none",
                            "otel.metrics.exporter", "none"))
                    .addPropertiesCustomizer(_ -> properties(env))
                    .addResourceCustomizer((resource, _) -> resource(env).merge(resource))
                    .build()
                    .getOpenTelemetrySdk();
            LOG.info("tracing configured");
            return new Tracing(sdk.getTracer(SCOPE), () -> sdk.shutdown().join(5, TimeUnit.SECONDS));
        } catch (RuntimeException refused) {
            LOG.atWarn().addKeyValue("error", refused.toString()).log("tracing is off: its settings were refused");
            return off();
        }
    }

    private static Map<String, String> properties(Map<String, String> env) {
        var properties = new LinkedHashMap<String, String>();
        env.forEach((name, value) -> {
            if (name.startsWith("OTEL_") && !value.isBlank()) {
                properties.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return properties;
    }

    private static Resource resource(Map<String, String> env) {
        return Resource.create(Attributes.of(
                AttributeKey.stringKey("service.version"), version(),
                AttributeKey.stringKey("service.instance.id"), env.getOrDefault("POD_NAME", SERVICE),
                AttributeKey.stringKey("k8s.namespace.name"), env.getOrDefault("POD_NAMESPACE", "default")));
    }

    private static String version() {
        String version = Tracing.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
