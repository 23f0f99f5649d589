package io.inferencegateway.pod.model;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Fetches model files: `builtin://NAME` out of the pod's own jar, `file:///PATH` from the container's file system.
public final class ModelStore {
    static final String CARD = "model-card.json";

    private ModelStore() {}

    /// Reads a model and checks its digest.
    ///
    /// @param uri `builtin://NAME` or `file:///PATH`
    /// @param pinned the digest the file must have, if one was named
    /// @throws ModelLoadException when it is not there, cannot be read or has another digest
    public static ModelFile load(String uri, Optional<String> pinned) {
        var location = URI.create(uri);
        var file = "builtin".equals(location.getScheme()) ? builtin(location.getHost()) : file(Path.of(location));
        pinned.ifPresent(digest -> {
            if (!digest.equals(file.digest())) {
                throw new ModelLoadException(
                        "the model at %s has digest %s, not %s as MODEL_DIGEST says; it was not loaded"
                                .formatted(uri, file.digest(), digest));
            }
        });
        return file;
    }

    private static ModelFile builtin(String name) {
        String resource = "/models/" + name + "/model.onnx";
        try (var in = ModelStore.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ModelLoadException(
                        "this image has no built-in model '" + name + "'; it has efficientnet-lite0");
            }
            byte[] content = in.readAllBytes();
            return new ModelFile(content, digest(content), Optional.empty());
        } catch (IOException unreadable) {
            throw new ModelLoadException("cannot read the built-in model '" + name + "'", unreadable);
        }
    }

    private static ModelFile file(Path path) {
        try {
            byte[] content = Files.readAllBytes(path);
            var card = path.resolveSibling(CARD);
            return new ModelFile(
                    content,
                    digest(content),
                    Files.exists(card) ? Optional.of(Files.readString(card)) : Optional.empty());
        } catch (NoSuchFileException missing) {
            throw new ModelLoadException("there is no file " + path + " in the container", missing);
        } catch (IOException | OutOfMemoryError unreadable) {
            throw new ModelLoadException("cannot read " + path + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
