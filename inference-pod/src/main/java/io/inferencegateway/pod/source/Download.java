package io.inferencegateway.pod.source;

import io.inferencegateway.contract.wire.DownloadSettings;
import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.pod.model.ModelLoadException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one model into the cache, as often as it takes: what may pass is tried again with backoff, what somebody can
/// mend once a minute, and what would be the same again not at all.
final class Download {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    /// So many failures that may pass are no reason to call for help.
    private static final int FEW = 4;

    private final Remote source;
    private final Optional<String> digest;
    private final DownloadSettings settings;
    private final Cache cache;
    private final Patience patience;
    private final DownloadEvents events;
    private final DownloadProgress progress;
    /// Once it was told that somebody has to help, only bytes that come say otherwise.
    private boolean helpIsWanted;

    Download(
            Remote source,
            Optional<String> digest,
            DownloadSettings settings,
            Path cache,
            Patience patience,
            DownloadEvents events,
            DownloadProgress progress) {
        this.source = source;
        this.digest = digest;
        this.settings = settings;
        this.cache = new Cache(cache);
        this.patience = patience;
        this.events = events;
        this.progress = progress;
    }

    /// What is done with a model that is in the cache, while no other pod may replace it there.
    interface Use<T> {
        /// @param directory of the model and what lies beside it
        /// @throws ModelLoadException of the phase `DigestMismatch` when the files are not what they were
        T of(Path directory, String digest);
    }

    /// Tries until it succeeds, or cannot.
    ///
    /// @throws ModelLoadException when trying again would not help
    /// @throws InterruptedException when the pod ends
    <T> T run(Use<T> use) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            long start = System.nanoTime();
            try {
                return attempt(use, start);
            } catch (DownloadException failed) {
                events.ended(failed.trouble().label(), since(start));
                waitAfter(failed, failures);
            }
        }
    }

    private <T> T attempt(Use<T> use, long start) throws DownloadException, InterruptedException {
        try (var place = cache.enter(source.uri(), this::waiting)) {
            var found = cached(place, use);
            if (found.isPresent()) {
                events.ended(DownloadResult.CACHED, since(start));
                return found.get();
            }
            if (!helpIsWanted) {
                progress.now(ModelPhase.DOWNLOADING, "it is being downloaded from " + source.uri());
            }
            var partial = place.partial();
            try {
                var parcel = fill(partial);
                String actual = parcel.digest();
                pinned(actual);
                var entry = place.keep(partial, actual);
                arrived(parcel, actual, start);
                if (!isPinned()) {
                    place.keepOnly(entry);
                }
                return use.of(entry, actual);
            } finally {
                Cache.delete(partial);
            }
        } catch (IOException refused) {
            throw new DownloadException(
                    Trouble.DISK,
                    "the cache cannot be used: %s; check spec.model.cache (MODEL_CACHE_DIR)".formatted(refused),
                    refused);
        }
    }

    private void waiting() {
        progress.now(ModelPhase.DOWNLOADING, "another pod downloads %s to the same cache".formatted(source.uri()));
        LOG.atInfo().addKeyValue("model_uri", source.uri()).log("Waiting for another pod's download");
    }

    private boolean isPinned() {
        return digest.isPresent() || source.isPinned();
    }

    /// What is not pinned may be another model by now, so it is asked for at every start.
    private <T> Optional<T> cached(Cache.Place place, Use<T> use) throws IOException {
        if (!isPinned()) {
            return Optional.empty();
        }
        var entry = place.find(digest);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        try {
            String expected = Sha256.PREFIX + entry.get().getFileName();
            var used = Optional.of(use.of(entry.get(), expected));
            LOG.atInfo()
                    .addKeyValue("model_uri", source.uri())
                    .addKeyValue("digest", expected)
                    .log("Model is in the cache");
            return used;
        } catch (ModelLoadException damaged) {
            if (damaged.phase() != ModelPhase.DIGEST_MISMATCH) {
                throw damaged;
            }
            LOG.atWarn().addKeyValue("directory", entry.get()).log("Cached model is damaged; it is downloaded again");
            place.discard(entry.get());
            return Optional.empty();
        }
    }

    private Parcel fill(Path partial) throws DownloadException, InterruptedException {
        try (var origin = open()) {
            // From now on: a library that is being loaded is not a source that is silent.
            return fill(partial, origin);
        } catch (RuntimeException broken) {
            throw Diagnosis.of(broken);
        }
    }

    private Parcel fill(Path partial, Origin origin) throws DownloadException, InterruptedException {
        try (var watch = new Watch(patience.silence())) {
            var parcel = new Parcel(source, partial, settings.maxBytes(), watch, events, progress);
            try {
                origin.deliver(parcel);
                watch.close();
                if (watch.hasBarked()) {
                    // Too late to matter.
                    Thread.interrupted();
                }
                return parcel;
            } catch (DownloadException | IOException | RuntimeException | InterruptedException failed) {
                throw diagnosis(failed, watch);
            }
        }
    }

    // Interrupted by the watch: silence. Interrupted by anybody else: the pod ends. The libraries wrap it.
    private DownloadException diagnosis(Exception failed, Watch watch) throws InterruptedException {
        watch.close();
        boolean interrupted = Thread.interrupted() || Diagnosis.isInterruption(failed);
        if (watch.hasBarked()) {
            return new DownloadException(
                    Trouble.CUT,
                    "no byte came for %d s".formatted(patience.silence().toSeconds()),
                    failed);
        }
        if (interrupted) {
            throw new InterruptedException("the pod ends");
        }
        return Diagnosis.of(failed);
    }

    // Each in a method of its own: its library is loaded when it is used.
    private Origin open() throws DownloadException {
        var credentials = new Credentials(settings.credentialsDir().map(Path::of));
        var ca = settings.caFile().map(Path::of);
        return switch (source) {
            case Remote.Https https -> new HttpsOrigin(https, credentials, ca, patience.silence());
            case Remote.Bucket bucket -> bucket(bucket, credentials, ca);
            case Remote.Artifact artifact -> artifact(artifact, credentials, ca);
        };
    }

    private Origin bucket(Remote.Bucket bucket, Credentials credentials, Optional<Path> ca) throws DownloadException {
        return new BucketOrigin(bucket, credentials, ca, settings.s3(), patience.silence());
    }

    private static Origin artifact(Remote.Artifact artifact, Credentials credentials, Optional<Path> ca)
            throws DownloadException {
        return new ArtifactOrigin(artifact, credentials, ca);
    }

    private void pinned(String actual) throws DownloadException {
        if (digest.isPresent() && !digest.get().equals(actual)) {
            throw new DownloadException(
                    Trouble.DIGEST_MISMATCH,
                    "it has digest %s, not %s as spec.model.digest (MODEL_DIGEST) says; correct the one that is wrong"
                            .formatted(actual, digest.get()));
        }
    }

    private void arrived(Parcel parcel, String actual, long start) {
        events.ended(DownloadResult.SUCCESS, since(start));
        LOG.atInfo()
                .addKeyValue("model_uri", source.uri())
                .addKeyValue("bytes", parcel.bytes())
                .addKeyValue("digest", actual)
                .addKeyValue("duration_ms", since(start).toMillis())
                .log("Model downloaded");
    }

    private void waitAfter(DownloadException failed, int failures) throws InterruptedException {
        String why = "cannot get %s: %s".formatted(source.uri(), failed.getMessage());
        var retry = failed.trouble().retry();
        if (retry == Trouble.Retry.NEVER) {
            var phase = failed.trouble() == Trouble.DIGEST_MISMATCH
                    ? ModelPhase.DIGEST_MISMATCH
                    : ModelPhase.DOWNLOAD_FAILED;
            throw new ModelLoadException(phase, why, failed);
        }
        var wait = patience.before(retry, failures);
        helpIsWanted = retry == Trouble.Retry.LATER || failures > FEW;
        LOG.atWarn()
                .addKeyValue("model_uri", source.uri())
                .addKeyValue("error", failed.getMessage())
                .addKeyValue("result", failed.trouble().label())
                .addKeyValue("attempt", failures)
                .addKeyValue("retry_in_ms", wait.toMillis())
                .log("Model download failed");
        progress.now(
                helpIsWanted ? ModelPhase.DOWNLOAD_FAILED : ModelPhase.DOWNLOADING,
                "%s; attempt %d, the next in %d s".formatted(why, failures, Math.max(1, wait.toSeconds())));
        Thread.sleep(wait);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
