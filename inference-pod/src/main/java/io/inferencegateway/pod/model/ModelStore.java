package io.inferencegateway.pod.model;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Fetches model files: `builtin://NAME` out of the pod's own jar, `file:///PATH` from the container's file system.
public final class ModelStore {
    static final String CARD = "model-card.json";
    static final String LABELS = "labels.txt";

    private ModelStore() {}

    /// Reads a model and checks its digest.
    ///
    /// @param uri `builtin://NAME` or `file:///PATH`
    /// @param pinned the digest the file must have, if one was named
    /// @param card path of a model card that is stronger than the one beside the file
    /// @throws ModelLoadException when one of them is not there or cannot be read, or the model has another digest
    public static ModelFile load(String uri, Optional<String> pinned, Optional<String> card) {
        var location = URI.create(uri);
        var cards = new ArrayList<ModelFile.Card>();
        card.ifPresent(path -> cards.add(named(path)));
        var file = "builtin".equals(location.getScheme())
                ? builtin(location.getHost(), cards)
                : file(Path.of(location), cards);
        pinned.ifPresent(digest -> {
            if (!digest.equals(file.digest())) {
                throw new ModelLoadException(
                        "the model at %s has digest %s, not %s as MODEL_DIGEST says; it was not loaded"
                                .formatted(uri, file.digest(), digest));
            }
        });
        return file;
    }

    private static ModelFile builtin(String name, List<ModelFile.Card> cards) {
        String resource = "/models/" + name + "/model.onnx";
        try (var in = ModelStore.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ModelLoadException(
                        "this image has no built-in model '" + name + "'; it has efficientnet-lite0");
            }
            byte[] content = in.readAllBytes();
            return new ModelFile(content, digest(content), cards, Optional.empty());
        } catch (IOException unreadable) {
            throw new ModelLoadException("cannot read the built-in model '" + name + "'", unreadable);
        }
    }

    private static ModelFile file(Path path, List<ModelFile.Card> cards) {
        try {
            byte[] content = Files.readAllBytes(path);
            beside(path, CARD).ifPresent(text -> cards.add(new ModelFile.Card(CARD, text)));
            return new ModelFile(content, digest(content), cards, beside(path, LABELS));
        } catch (NoSuchFileException missing) {
            throw new ModelLoadException("there is no file " + path + " in the container", missing);
        } catch (IOException | OutOfMemoryError unreadable) {
            throw new ModelLoadException("cannot read " + path + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static ModelFile.Card named(String path) {
        return text(Path.of(path))
                .map(text -> new ModelFile.Card(path, text))
                .orElseThrow(
                        () -> new ModelLoadException("there is no file " + path + ", which MODEL_CARD_FILE names"));
    }

    private static Optional<String> beside(Path model, String name) {
        return text(model.resolveSibling(name));
    }

    private static Optional<String> text(Path path) {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new ModelLoadException("cannot read " + path + ": " + unreadable, unreadable);
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
