package io.inferencegateway.pod.source;

import io.inferencegateway.contract.wire.ModelPhase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A model on its way: the directory its parts are written to, with the limit, the digest and the progress of what
/// comes.
final class Parcel implements Sink {
    private static final Logger LOG = LoggerFactory.getLogger(Parcel.class);
    private static final int CHUNK = 256 * 1024;
    private static final Duration LOG_EVERY = Duration.ofSeconds(10);
    private static final double MEGABYTE = 1e6;
    /// Of what is told about a download whose end is unknown.
    private static final long STEP = 50_000_000;

    private final Remote source;
    private final Path directory;
    private final long maxBytes;
    private final Watch watch;
    private final DownloadEvents events;
    private final DownloadProgress progress;
    private @Nullable String digest;
    private long bytes;

    Parcel(
            Remote source,
            Path directory,
            long maxBytes,
            Watch watch,
            DownloadEvents events,
            DownloadProgress progress) {
        this.source = source;
        this.directory = directory;
        this.maxBytes = maxBytes;
        this.watch = watch;
        this.events = events;
        this.progress = progress;
    }

    /// SHA-256 of the model, once it is here.
    String digest() throws DownloadException {
        if (digest == null) {
            throw new DownloadException(Trouble.UNUSABLE, "there is no model in it");
        }
        return digest;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void alive() {
        watch.alive();
    }

    @Override
    public void take(Part part, InputStream in, OptionalLong length) throws DownloadException, IOException {
        watch.alive();
        long most = part == Part.MODEL ? maxBytes : Part.LARGEST_TEXT;
        if (length.orElse(0) > most) {
            throw tooLarge(part, most, "has " + length.getAsLong() + " bytes");
        }
        room(length);
        var hash = Sha256.start();
        long count = 0;
        try (var out = create(directory.resolve(part.file()))) {
            byte[] chunk = new byte[CHUNK];
            var pace = new Pace();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                watch.alive();
                count += read;
                if (count > most) {
                    throw tooLarge(part, most, "is larger");
                }
                hash.update(chunk, 0, read);
                write(out, ByteBuffer.wrap(chunk, 0, read));
                if (part == Part.MODEL) {
                    events.received(read);
                    pace.tell(count, length);
                }
            }
            if (length.isPresent() && count != length.getAsLong()) {
                throw new DownloadException(
                        Trouble.CUT, "it ended after %d of %d bytes".formatted(count, length.getAsLong()));
            }
            force(out);
        }
        if (part == Part.MODEL) {
            finished(hash, count);
        }
    }

    private void finished(MessageDigest hash, long count) {
        digest = Sha256.text(hash);
        bytes = count;
    }

    private static DownloadException tooLarge(Part part, long most, String how) {
        return new DownloadException(
                Trouble.TOO_LARGE,
                part == Part.MODEL
                        ? "the model %s than the %d allowed; raise spec.model.maxSize (MODEL_MAX_BYTES), or serve a smaller one"
                                .formatted(how.startsWith("has") ? how + ", more" : how, most)
                        : "the %s beside the model %s than the %d bytes a text may have"
                                .formatted(part.file(), how.startsWith("has") ? how + ", more" : how, most));
    }

    // Told before the bytes come, where it can be.
    private void room(OptionalLong length) throws DownloadException {
        try {
            long usable = Files.getFileStore(directory).getUsableSpace();
            if (length.orElse(0) > usable) {
                throw full("%d bytes are free, %d are needed".formatted(usable, length.getAsLong()), null);
            }
        } catch (IOException unknown) {
            LOG.debug("The free space cannot be seen", unknown);
        }
    }

    private static FileChannel create(Path file) throws DownloadException, ClosedByInterruptException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (ClosedByInterruptException ending) {
            throw ending;
        } catch (IOException refused) {
            throw full(refused.toString(), refused);
        }
    }

    private static void write(FileChannel out, ByteBuffer chunk) throws DownloadException, ClosedByInterruptException {
        try {
            while (chunk.hasRemaining()) {
                out.write(chunk);
            }
        } catch (ClosedByInterruptException ending) {
            throw ending;
        } catch (IOException refused) {
            throw full(String.valueOf(refused.getMessage()), refused);
        }
    }

    // A cache outlives the machine: a file that has its name has its bytes.
    private static void force(FileChannel out) throws DownloadException, ClosedByInterruptException {
        try {
            out.force(true);
        } catch (ClosedByInterruptException ending) {
            throw ending;
        } catch (IOException refused) {
            throw full(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static DownloadException full(String why, @Nullable Exception cause) {
        return new DownloadException(
                Trouble.DISK,
                "the cache cannot take it: %s; give spec.model.cache more room (MODEL_CACHE_DIR)".formatted(why),
                cause);
    }

    /// Says how far it is, not with every chunk.
    private final class Pace {
        private final long start = System.nanoTime();
        private String told = "";
        private long logged = start;

        private void tell(long count, OptionalLong length) {
            String amount = amount(count, length);
            if (!amount.equals(told)) {
                told = amount;
                progress.now(
                        ModelPhase.DOWNLOADING, "it is being downloaded from %s: %s".formatted(source.uri(), amount));
            }
            long now = System.nanoTime();
            if (now - logged >= LOG_EVERY.toNanos()) {
                logged = now;
                LOG.atInfo()
                        .addKeyValue("model_uri", source.uri())
                        .addKeyValue("bytes", count)
                        .addKeyValue("total_bytes", length.isPresent() ? length.getAsLong() : null)
                        .addKeyValue("bytes_per_second", (long) (count / ((now - start) / 1e9)))
                        .log("Downloading model");
            }
        }

        // In tenths: every new sentence becomes a new status of the gateway.
        private static String amount(long count, OptionalLong length) {
            return length.isPresent()
                    ? "%d %% of %.1f MB"
                            .formatted(
                                    10 * (10 * count / Math.max(1, length.getAsLong())), length.getAsLong() / MEGABYTE)
                    : "%d MB so far".formatted(count / STEP * STEP / 1_000_000);
        }
    }
}
