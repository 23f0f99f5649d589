package io.inferencegateway.pod.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The mounted Secret of a source. Read for each attempt, so that a corrected Secret needs no restart; the values are
/// in no message.
record Credentials(Optional<Path> directory) {
    /// Path of a file that has to be there; empty without a Secret.
    Optional<Path> file(String name) throws DownloadException {
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        var file = directory.get().resolve(name);
        if (!Files.isReadable(file)) {
            throw missing(file, null);
        }
        return Optional.of(file);
    }

    /// Text of a file that has to be there, without white space around it; empty without a Secret.
    Optional<String> text(String name) throws DownloadException {
        var file = file(name);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(file.get()).strip());
        } catch (IOException unreadable) {
            throw missing(file.get(), unreadable);
        }
    }

    private static DownloadException missing(Path file, @org.jspecify.annotations.Nullable IOException why) {
        String words = why == null || why instanceof NoSuchFileException ? "is not there" : "cannot be read";
        return new DownloadException(
                Trouble.DENIED,
                "%s %s; spec.model.credentials (MODEL_CREDENTIALS_DIR) must have it".formatted(file, words));
    }
}
