package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.PodSettings;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Spans, and log lines when asked for, by the OpenTelemetry SDK. Every `OTEL_*` variable reaches the SDK; those of
/// `PodSettings` with our defaults. A tracing failure is logged and never fails a request.
public final class Tracing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tracing.class);
    private static final String SCOPE = "io.inferencegateway.pod";

    private final OpenTelemetry telemetry;
    private final Tracer tracer;
    private final KeptTraces kept;
    private final Runnable flushAndStop;

    private Tracing(OpenTelemetry telemetry, KeptTraces kept, Runnable flushAndStop) {
        this.telemetry = telemetry;
        this.kept = kept;
        this.tracer = telemetry.getTracer(SCOPE);
        this.flushAndStop = flushAndStop;
    }

    /// Starts the SDK; a setting it refuses is logged, and nothing is traced then.
    ///
    /// @param metrics count what is sent
    public static Tracing start(PodSettings settings, ExportMetrics metrics) {
        var kept = new KeptTraces();
        try {
            OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> Map.of(
                            "otel.exporter.otlp.protocol", "http/protobuf",
                            "otel.metrics.exporter", "none"))
                    .addPropertiesCustomizer(_ -> properties(settings.tracing()))
                    .addResourceCustomizer((resource, _) -> resource.merge(resource(settings)))
                    .addTracerProviderCustomizer((provider, _) -> provider.addSpanProcessor(kept))
                    .addSpanExporterCustomizer((exporter, _) ->
                            sends(settings.tracing().exporter()) ? CountedExporters.of(exporter, metrics) : exporter)
                    .addLogRecordExporterCustomizer(
                            (exporter, _) -> sends(settings.tracing().logsExporter())
                                    ? CountedExporters.of(exporter, metrics)
                                    : exporter)
                    .build()
                    .getOpenTelemetrySdk();
            LOG.atInfo()
                    .addKeyValue("exporter", settings.tracing().exporter())
                    .addKeyValue("endpoint", settings.tracing().endpoint())
                    .addKeyValue("sampler", settings.tracing().sampler())
                    .log("Tracing configured");
            var logs = sends(settings.tracing().logsExporter()) ? LogExport.to(sdk) : null;
            return new Tracing(sdk, kept, () -> {
                if (logs != null) {
                    logs.close();
                }
                sdk.shutdown().join(5, TimeUnit.SECONDS);
            });
        } catch (RuntimeException refused) {
            LOG.atWarn().addKeyValue("error", refused.toString()).log("Tracing is off: its settings were refused");
            return off();
        }
    }

    /// Traces nothing.
    public static Tracing off() {
        return new Tracing(OpenTelemetry.noop(), new KeptTraces(), () -> {});
    }

    // The SDK has an exporter for "none", too, which sends nothing.
    private static boolean sends(String exporter) {
        return !"none".equals(exporter);
    }

    /// Spans of a trace whose caller asked for them; none of another.
    public List<KeptSpan> kept(String traceId) {
        return kept.of(traceId);
    }

    /// Starts the span of a request as child of the caller's, and makes it current on this thread.
    ///
    /// @param route the route's template
    /// @param header looks up a request header
    public RequestSpan request(String method, String route, String path, Headers header) {
        var parent = telemetry
                .getPropagators()
                .getTextMapPropagator()
                .extract(Context.root(), header, HeaderGetter.INSTANCE);
        var span = tracer.spanBuilder(method + " " + route)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", method)
                .setAttribute("http.route", route)
                .setAttribute("url.path", path)
                .startSpan();
        return new RequestSpan(tracer, span);
    }

    /// Records a span of its own that ends now, for work that does not wait for tracing to start.
    ///
    /// @param failed why it failed; null when it did not
    public void record(String name, Instant start, @Nullable RuntimeException failed) {
        var span = tracer.spanBuilder(name).setStartTimestamp(start).startSpan();
        if (failed != null) {
            RequestSpan.fail(span, failed);
        }
        span.end();
    }

    Tracer tracer() {
        return tracer;
    }

    /// Sends what is left and stops.
    @Override
    public void close() {
        flushAndStop.run();
    }

    /// Request headers, by name.
    public interface Headers {
        Optional<String> first(String name);
    }

    private static Map<String, String> properties(PodSettings.Tracing tracing) {
        var properties = new LinkedHashMap<String, String>();
        properties.put("otel.service.name", tracing.serviceName());
        properties.put("otel.traces.exporter", tracing.exporter());
        properties.put("otel.exporter.otlp.endpoint", tracing.endpoint());
        properties.put("otel.logs.exporter", tracing.logsExporter());
        properties.put("otel.traces.sampler", tracing.sampler());
        properties.put("otel.traces.sampler.arg", "" + tracing.samplerArgument());
        return properties;
    }

    /// The lab's attribute and its later standard name, both.
    private static Resource resource(PodSettings settings) {
        String environment = settings.environment().text();
        return Resource.create(Attributes.of(
                AttributeKey.stringKey("service.version"), settings.serviceVersion(),
                AttributeKey.stringKey("deployment.environment"), environment,
                AttributeKey.stringKey("deployment.environment.name"), environment));
    }

    private enum HeaderGetter implements TextMapGetter<Headers> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of();
        }

        @Override
        public @Nullable String get(@Nullable Headers headers, String key) {
            return headers == null ? null : headers.first(key).orElse(null);
        }
    }
}
