package io.inferencegateway.pod.source;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The directory downloads are kept in, which several pods may share:
///
/// ```
/// KEY.lock                 held by the pod that downloads from the URI with that key; empty, stays
/// KEY.….partial/           a download on its way; removed by the next that gets the lock
/// KEY/DIGEST/model.onnx    whole, with what lay beside it
/// ```
///
/// A directory gets its place by one rename, so what has a place is whole.
final class Cache {
    private static final Logger LOG = LoggerFactory.getLogger(Cache.class);
    private static final String LOCK = ".lock";
    private static final String PARTIAL = ".partial";
    private static final int KEY_LENGTH = 32;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    /// So long after its last use a download that is found no more may still be read by a pod that loads it.
    private static final Duration IN_USE = Duration.ofMinutes(10);

    private final Path root;

    Cache(Path root) {
        this.root = root;
    }

    static String key(String uri) {
        return Sha256.digits(Sha256.of(uri)).substring(0, KEY_LENGTH);
    }

    /// The place of one URI, while nobody else downloads from it.
    final class Place implements AutoCloseable {
        private final String key;
        private final @Nullable FileChannel channel;

        private Place(String key, @Nullable FileChannel channel) {
            this.key = key;
            this.channel = channel;
        }

        /// What was downloaded before.
        ///
        /// @param digest of the model; empty for the newest
        Optional<Path> find(Optional<String> digest) throws IOException {
            var candidates = entries().stream()
                    .filter(entry -> digest.isEmpty() || entry.endsWith(Sha256.digits(digest.get())))
                    .filter(entry -> Files.isRegularFile(entry.resolve(Part.MODEL.file())))
                    .max(Comparator.comparing(Cache::lastUse));
            if (candidates.isPresent()) {
                used(candidates.get());
            }
            return candidates;
        }

        /// A new directory for a download.
        Path partial() throws IOException {
            return Files.createDirectory(root.resolve(key + "." + UUID.randomUUID() + PARTIAL));
        }

        /// Puts a whole download in its place.
        Path keep(Path partial, String digest) throws IOException {
            var entry = root.resolve(key).resolve(Sha256.digits(digest));
            Files.createDirectories(root.resolve(key));
            try {
                Files.move(partial, entry, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException there) {
                // The same model again; what lay beside it may have changed.
                for (var part : List.of(Part.CARD, Part.LABELS)) {
                    replace(partial.resolve(part.file()), entry.resolve(part.file()));
                }
                delete(partial);
            }
            used(entry);
            return entry;
        }

        /// Removes what is damaged.
        void discard(Path entry) throws IOException {
            delete(entry);
        }

        /// Removes other downloads from the URI that no pod reads any more.
        void keepOnly(Path current) throws IOException {
            var limit = Instant.now().minus(IN_USE);
            for (var entry : entries()) {
                if (!entry.equals(current) && lastUse(entry).toInstant().isBefore(limit)) {
                    delete(entry);
                }
            }
        }

        private List<Path> entries() throws IOException {
            var directory = root.resolve(key);
            if (!Files.isDirectory(directory)) {
                return List.of();
            }
            try (var entries = Files.list(directory)) {
                return entries.toList();
            }
        }

        @Override
        public void close() {
            release(channel);
        }
    }

    /// Waits until nobody else downloads from the URI, and clears up after whoever was killed while doing it.
    ///
    /// @param waiting called when somebody does
    Place enter(String uri, Runnable waiting) throws IOException, InterruptedException {
        Files.createDirectories(root);
        String key = key(uri);
        for (boolean told = false; ; told = true) {
            var place = tryEnter(key);
            if (place.isPresent()) {
                sweep(place.get());
                return place.get();
            }
            if (!told) {
                waiting.run();
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private Optional<Place> tryEnter(String key) throws IOException {
        var channel = FileChannel.open(root.resolve(key + LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock(channel) != null) {
                return Optional.of(new Place(key, channel));
            }
        } catch (IOException unsupported) {
            // Some network file systems have no locks. Two pods may then download the same at the same time, each to a
            // directory of its own.
            LOG.atWarn().addKeyValue("error", unsupported.toString()).log("Model cache cannot be locked");
            release(channel);
            return Optional.of(new Place(key, null));
        }
        release(channel);
        return Optional.empty();
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException samePod) {
            return null;
        }
    }

    // What a killed pod has left; with any URI, since that pod may never come again.
    private void sweep(Place own) throws IOException {
        for (var partial : partials()) {
            var key = partial.getFileName().toString().replaceFirst("[.].*", "");
            if (key.equals(own.key)) {
                removeIn(own, partial);
                continue;
            }
            var other = tryEnter(key);
            if (other.isPresent()) {
                try (var entered = other.get()) {
                    removeIn(entered, partial);
                }
            }
        }
    }

    // Without locks it may be somebody's who is alive.
    private static void removeIn(Place place, Path partial) throws IOException {
        if (place.channel != null) {
            LOG.atInfo().addKeyValue("directory", partial).log("Removing an unfinished download");
            delete(partial);
        }
    }

    private List<Path> partials() throws IOException {
        try (var all = Files.list(root)) {
            return all.filter(path -> path.getFileName().toString().endsWith(PARTIAL))
                    .toList();
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var tree = Files.walk(directory)) {
            for (var path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static void replace(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(to);
        }
    }

    private static void used(Path entry) {
        try {
            Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        } catch (IOException somebodyElses) {
            LOG.debug("The time of use cannot be noted", somebodyElses);
        }
    }

    private static FileTime lastUse(Path entry) {
        try {
            return Files.getLastModifiedTime(entry);
        } catch (IOException gone) {
            return FileTime.fromMillis(0);
        }
    }

    private static void release(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException alreadyGone) {
                LOG.debug("The lock of the model cache is gone already", alreadyGone);
            }
        }
    }
}
