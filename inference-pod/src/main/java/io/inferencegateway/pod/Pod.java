package io.inferencegateway.pod;

import io.inferencegateway.contract.wire.DeploymentEnvironment;
import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.contract.wire.ModelUri;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.http.PodServer;
import io.inferencegateway.pod.image.ImageDecoder;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Readiness.State;
import io.inferencegateway.pod.lifecycle.Traffic;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.runtime.Limits;
import io.inferencegateway.pod.source.Models;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.Tracing;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The pod's parts: telemetry, server and, on a thread of its own meanwhile, the model; stopped the other way
/// round. The server does not wait for the model, so that `/readyz` can say how loading goes; nor does the
/// model for telemetry and server, which take as long to start.
public final class Pod implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pod.class);

    /// So long after the last prediction came, no more are expected.
    private static final Duration SILENCE = Duration.ofSeconds(1);
    /// With the time a prediction may last, within the margin the operator adds to the grace period.
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(4);

    private final PodSettings settings;
    private final Traffic traffic = new Traffic();
    private final Readiness readiness = new Readiness();
    private final CompletableFuture<Signals> signals = new CompletableFuture<>();
    private final PodServer server;
    private final Models models;
    private final Optional<CompletableFuture<OpenedModel>> ahead;
    private final Thread loading;
    private final AtomicReference<@Nullable LoadedModel> model = new AtomicReference<>();

    /// What the model's thread needs of telemetry, when it has something to say.
    private record Signals(PodMetrics metrics, Tracing tracing) {}

    private Pod(PodSettings settings, Optional<CompletableFuture<OpenedModel>> ahead) {
        this.settings = settings;
        this.ahead = ahead;
        this.models = new Models(settings, () -> signals.join().metrics().downloads(), readiness::waiting);
        this.loading = Thread.ofPlatform().name("model").daemon().unstarted(this::load);
        loading.start();
        try {
            var metrics = new PodMetrics(settings);
            metrics.queue(this::queueDepth);
            var tracing = Tracing.start(settings, metrics.exports());
            signals.complete(new Signals(metrics, tracing));
            this.server = PodServer.start(settings, metrics, tracing, readiness, traffic);
            readiness.listening();
        } catch (RuntimeException refused) {
            signals.completeExceptionally(refused);
            models.close();
            stopModel();
            throw refused;
        }
    }

    /// Starts the server, which answers probes from now on, and begins to load the model.
    ///
    /// @throws RuntimeException when a port cannot be bound
    public static Pod open(PodSettings settings) {
        return open(settings, Optional.empty());
    }

    /// @param ahead a model that is being opened already
    static Pod open(PodSettings settings, Optional<CompletableFuture<OpenedModel>> ahead) {
        var limits = Limits.now();
        LOG.atInfo()
                .addKeyValue("port", settings.port())
                .addKeyValue("metrics_port", settings.metricsPort())
                .addKeyValue("model_uri", ModelUri.shown(settings.modelUri()))
                .addKeyValue("cores", limits.cores())
                .addKeyValue("memory_limit_bytes", limits.memory().limit())
                .addKeyValue("heap_limit_bytes", limits.memory().heap())
                .addKeyValue("aot_cache", limits.aotCache())
                .log("Starting application");
        return new Pod(settings, ahead);
    }

    /// Opens the pod and loads its model. Returns when the model is ready or cannot be loaded: the pod serves either
    /// way.
    ///
    /// @throws RuntimeException when a port cannot be bound
    public static Pod start(PodSettings settings) {
        var pod = open(settings);
        pod.awaitModel();
        return pod;
    }

    /// What the pod can do now.
    public State state() {
        return readiness.state();
    }

    private int queueDepth() {
        return readiness.serving().map(ready -> ready.workers().depth()).orElse(0);
    }

    /// Returns when the model is loaded, or cannot be: the pod is ready now, or its state says why not.
    public void awaitModel() {
        try {
            loading.join();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /// Gets the model and loads it. A source that does not answer or has no such model is asked again until it has.
    private void load() {
        LOG.atInfo()
                .addKeyValue("model_uri", ModelUri.shown(settings.modelUri()))
                .addKeyValue("device", settings.modelDevice().text())
                .log("Loading model");
        try {
            var loaded = load(opened());
            model.set(loaded);
            var metrics = signals.join().metrics();
            var wide = metrics.engine(loaded.facts());
            readiness.loaded(new State.Ready(
                    loaded.info(),
                    loaded.workers(),
                    metrics.model(loaded.info()),
                    new Readiness.Loaded(
                            Instant.now().truncatedTo(ChronoUnit.MILLIS),
                            loaded.facts().load())));
            LOG.atInfo()
                    .addKeyValue("model_name", loaded.info().name())
                    .addKeyValue("model_version", loaded.info().version())
                    .addKeyValue("digest", loaded.info().digest())
                    .addKeyValue("device", loaded.info().device())
                    .addKeyValue("memory_bytes", loaded.info().sizeBytes())
                    .addKeyValue("workers", loaded.facts().workers())
                    .addKeyValue("intra_op_threads", loaded.facts().widths().narrow())
                    .addKeyValue("warmup_ms", loaded.facts().warmUp().toMillis())
                    .addKeyValue("duration_ms", loaded.facts().load().toMillis())
                    .log("Model loaded successfully");
            remarks(loaded);
            loaded.widenWhenLone(wide);
        } catch (InterruptedException ending) {
            LOG.info("Model download ended with the pod");
        } catch (ModelLoadException refused) {
            failed(refused);
        } catch (RuntimeException | LinkageError broken) {
            // A native library that is missing ends here too; the pod stays up to say so.
            failed(broken);
        }
    }

    private OpenedModel opened() throws InterruptedException {
        if (ahead.isEmpty()) {
            long start = System.nanoTime();
            var file = models.fetch();
            readiness.loading();
            // The span is of loading; a download has its own words.
            var began = Instant.now();
            return recorded(began, () -> OpenedModel.of(settings, file, began, start));
        }
        readiness.loading();
        return recorded(Instant.now(), () -> {
            try {
                return ahead.get().join();
            } catch (CompletionException failed) {
                switch (failed.getCause()) {
                    case RuntimeException refused -> throw refused;
                    case Error broken -> throw broken;
                    case null, default -> throw failed;
                }
            }
        });
    }

    private LoadedModel load(OpenedModel opened) {
        var loaded = recorded(
                opened.began(),
                () -> LoadedModel.load(
                        settings, opened, () -> signals.join().metrics().queueEvents()));
        signals.join().tracing().record("load_model", opened.began(), null);
        return loaded;
    }

    /// A failure is a failed span.
    private <T> T recorded(Instant began, Supplier<T> load) {
        try {
            return load.get();
        } catch (RuntimeException refused) {
            signals.join().tracing().record("load_model", began, refused);
            throw refused;
        }
    }

    /// How the model runs, and what an operator would not expect of a pod that is ready.
    private static void remarks(LoadedModel loaded) {
        var widths = loaded.facts().widths();
        LOG.atInfo()
                .addKeyValue("narrow_threads", widths.narrow())
                .addKeyValue("wide_threads", widths.wide().orElse(0))
                .addKeyValue("reason", widths.why())
                .log("Run widths chosen");
        var batches = loaded.facts().batches();
        LOG.atInfo()
                .addKeyValue("most_rows", batches.most())
                .addKeyValue("run_ms", millis(batches.times()))
                .addKeyValue("reason", batches.why())
                .log("Batching chosen");
        loaded.facts().placement().fellBack().ifPresent(why -> LOG.atWarn()
                .addKeyValue("reason", why)
                .log("Model runs on the CPU instead"));
        if (!loaded.info().tensors().lacking().isEmpty()) {
            LOG.atWarn()
                    .addKeyValue(
                            "outputs", String.join(", ", loaded.info().tensors().lacking()))
                    .log("Outputs that are no tensors are not served");
        }
        switch (loaded.info().images()) {
            case ImageUse.Unfit unfit ->
                LOG.atWarn().addKeyValue("reason", unfit.lacks()).log("Model cannot answer /predict");
            case ImageUse.Classifier _ ->
                LOG.atInfo().addKeyValue("jpeg", ImageDecoder.jpegBy()).log("Picture decoder chosen");
        }
    }

    private static String millis(SortedMap<Integer, Duration> times) {
        return times.entrySet().stream()
                .map(each -> String.format(
                        Locale.ROOT, "%d: %.2f", each.getKey(), each.getValue().toNanos() / 1e6))
                .collect(Collectors.joining(", "));
    }

    private void failed(Throwable why) {
        var phase = why instanceof ModelLoadException refused ? refused.phase() : ModelPhase.LOAD_FAILED;
        readiness.loaded(new State.Failed(phase, String.valueOf(why.getMessage())));
        LOG.atError()
                .addKeyValue("model_uri", ModelUri.shown(settings.modelUri()))
                .addKeyValue("error", String.valueOf(why.getMessage()))
                .setCause(why instanceof ModelLoadException ? null : why)
                .log("Model loading failed");
    }

    /// The first half of a clean end: not ready from now on, but serving, with `Connection: close`, until the
    /// clients have turned to other pods. A Service learns of the end a little after the pod does; whoever it
    /// still sends is answered. In development there is no Service, but a person who waits for the end.
    public void drain() {
        readiness.drain();
        LOG.atInfo().addKeyValue("in_flight", traffic.inFlight()).log("Draining");
        try {
            if (!traffic.awaitSilence(silence(), LONGEST_DRAIN)) {
                LOG.atWarn()
                        .addKeyValue("seconds", LONGEST_DRAIN.toSeconds())
                        .log("Predictions still come; the port is closed now");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration silence() {
        return settings.environment() == DeploymentEnvironment.DEVELOPMENT ? Duration.ZERO : SILENCE;
    }

    /// Lets accepted requests finish, then stops everything. Requests that come now are answered 503.
    @Override
    public void close() {
        LOG.info("Shutting down application");
        models.close();
        server.close();
        readiness.stop();
        stopModel();
        signals.join().tracing().close();
    }

    private void stopModel() {
        var loaded = model.getAndSet(null);
        if (loaded != null) {
            loaded.close();
        }
    }
}
