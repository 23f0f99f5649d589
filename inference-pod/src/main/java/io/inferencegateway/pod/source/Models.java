package io.inferencegateway.pod.source;

import io.inferencegateway.contract.wire.ModelUri;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.model.ModelFile;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.model.ModelStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gets the model of the settings, from wherever it is; what is in the image or a mounted file is read at once, all
/// else is downloaded into the cache first. Closing it ends a download, and leaves nothing half-written.
public final class Models implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final PodSettings settings;
    private final Supplier<DownloadEvents> events;
    private final DownloadProgress progress;
    private final Patience patience;
    private final AtomicReference<@Nullable Thread> fetching = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /// @param events asked for when something has to be downloaded
    public Models(PodSettings settings, Supplier<DownloadEvents> events, DownloadProgress progress) {
        this(settings, events, progress, Patience.USUAL);
    }

    Models(PodSettings settings, Supplier<DownloadEvents> events, DownloadProgress progress, Patience patience) {
        this.settings = settings;
        this.events = events;
        this.progress = progress;
        this.patience = patience;
    }

    /// Returns when the model is here.
    ///
    /// @throws ModelLoadException when it cannot be had, and trying again would not help
    /// @throws InterruptedException when the pod ends meanwhile
    public ModelFile fetch() throws InterruptedException {
        if (!ModelUri.isDownloaded(settings.modelUri())) {
            return present(settings);
        }
        var card = settings.loading().cardFile();
        fetching.set(Thread.currentThread());
        try {
            return download()
                    .run((directory, digest) -> ModelStore.downloaded(
                            directory.resolve(Part.MODEL.file()), digest, settings.modelUri(), card));
        } finally {
            fetching.set(null);
            ended.countDown();
        }
    }

    /// A model that is in the image or mounted.
    ///
    /// @throws ModelLoadException when it is not, or is another
    public static ModelFile present(PodSettings settings) {
        return ModelStore.load(
                settings.modelUri(), settings.modelDigest(), settings.loading().cardFile());
    }

    private Download download() {
        var how = settings.loading().download();
        return new Download(
                Remote.of(settings.modelUri()),
                settings.modelDigest(),
                how,
                cache(how.cacheDir()),
                patience,
                events.get(),
                progress);
    }

    private static Path cache(Optional<String> directory) {
        return directory
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "inference-gateway-models"));
    }

    @Override
    public void close() {
        var thread = fetching.get();
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            // It removes what it has not finished.
            ended.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
