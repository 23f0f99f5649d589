package io.inferencegateway.pod.telemetry;

import static io.inferencegateway.contract.wire.Metrics.ENDPOINT;
import static io.inferencegateway.contract.wire.Metrics.ERROR_TYPE;
import static io.inferencegateway.contract.wire.Metrics.METHOD;
import static io.inferencegateway.contract.wire.Metrics.OUTCOME;
import static io.inferencegateway.contract.wire.Metrics.STATUS_CODE;

import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.runtime.EngineFacts;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The pod's metric registry: the lab's families for HTTP here, those of a loaded model in `ModelMetrics`, and the
/// process's and JVM's own. Rendered at the metrics path in the format the scraper asks for.
public final class PodMetrics {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PodSettings settings;
    private final Counter requests;
    private final Counter errors;
    private final Histogram duration;
    private final Info info;

    public PodMetrics(PodSettings settings) {
        this.settings = settings;
        requests = Counter.builder()
                .name(Metrics.HTTP_REQUESTS)
                .help("Total HTTP requests by method, endpoint, and status")
                .labelNames(METHOD, ENDPOINT, STATUS_CODE, OUTCOME)
                .register(registry);
        duration = Histogram.builder()
                .name(Metrics.HTTP_REQUEST_DURATION)
                .help("HTTP request duration in seconds")
                .labelNames(METHOD, ENDPOINT, OUTCOME)
                .classicOnly()
                .classicUpperBounds(Metrics.withThreshold(
                        Metrics.HTTP_BUCKETS, seconds(settings.slo().p99Latency())))
                .register(registry);
        errors = Counter.builder()
                .name(Metrics.HTTP_ERRORS)
                .help("Total HTTP errors by method, endpoint, and error type")
                .labelNames(METHOD, ENDPOINT, ERROR_TYPE)
                .register(registry);
        info = Info.builder()
                .name(Metrics.APP_INFO)
                .help("Application information")
                .labelNames(
                        "service",
                        "version",
                        "environment",
                        Metrics.MODEL_NAME,
                        Metrics.MODEL_VERSION,
                        Metrics.MODEL_DIGEST)
                .register(registry);
        // To Prometheus an empty label is none: without a model these are the lab's three.
        inform("", "", "");
        ProcessSeries.register(registry);
        LimitMetrics.register(registry);
        startIndicatorsAtZero();
    }

    /// A series that is born at 1 has no increase: without this the first error after a restart would not be counted.
    private void startIndicatorsAtZero() {
        for (var route : Endpoints.PREDICTION_ROUTES) {
            for (var outcome : Outcome.eventOutcomes()) {
                requests.initLabelValues("POST", route, "" + outcome.usualStatus(), outcome.label());
                duration.initLabelValues("POST", route, outcome.label());
            }
        }
    }

    /// Shows the depth of the queue from now on.
    public void queue(IntSupplier depth) {
        GaugeWithCallback.builder()
                .name(Metrics.QUEUE_DEPTH)
                .help("Current number of requests in inference queue")
                .callback(callback -> callback.call(depth.getAsInt()))
                .register(registry);
    }

    /// Shows how a loaded model runs.
    ///
    /// @return told the threads of a wide run when that session is open
    public IntConsumer engine(EngineFacts facts) {
        return new EngineMetrics(registry, facts)::wide;
    }

    /// The families of the API port's door.
    public EdgeMetrics edge() {
        return new EdgeMetrics(registry);
    }

    /// The families of a model's download.
    public DownloadMetrics downloads() {
        return new DownloadMetrics(registry);
    }

    /// The families of what is sent over OTLP.
    public ExportMetrics exports() {
        return new ExportMetrics(registry);
    }

    /// The families of the queue.
    public QueueMetrics queueEvents() {
        return new QueueMetrics(registry);
    }

    /// The families of a model that has been loaded.
    public ModelMetrics model(ModelInfo model) {
        inform(model.name(), model.version(), model.digest());
        return new ModelMetrics(registry, model, settings.slo());
    }

    private void inform(String modelName, String modelVersion, String modelDigest) {
        info.setLabelValues(
                settings.serviceName(),
                settings.serviceVersion(),
                settings.environment().text(),
                modelName,
                modelVersion,
                modelDigest);
    }

    /// Counts a finished request.
    ///
    /// @param method from a closed set
    /// @param endpoint route template, or `unmatched`
    /// @param outcome null on routes that are no predictions
    public void request(String method, String endpoint, int status, @Nullable Outcome outcome, Duration took) {
        String label = outcome == null ? "" : outcome.label();
        requests.labelValues(method, endpoint, "" + status, label).inc();
        duration.labelValues(method, endpoint, label).observe(seconds(took));
    }

    /// Counts an error of a request.
    public void error(String method, String endpoint, ErrorType type) {
        errors.labelValues(method, endpoint, type.label()).inc();
    }

    /// The objectives, as counted since the process began.
    public List<ServiceLevel> serviceLevels() {
        return ServiceLevels.of(registry, settings.slo());
    }

    /// Writes every series.
    ///
    /// @param accept the scraper's Accept header; null for the plain text format
    public Rendered render(@Nullable String accept) {
        var writer = formats.findWriter(accept);
        return new Rendered(writer.getContentType(), out -> writer.write(out, registry.scrape()));
    }

    /// A rendered scrape: its content type, and a body that is written when asked for.
    public record Rendered(String contentType, Body body) {
        /// Writes the body.
        public interface Body {
            void writeTo(OutputStream out) throws IOException;
        }
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
