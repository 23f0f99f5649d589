package io.inferencegateway.pod.model;

import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.pod.model.ModelFile.Content;
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

/// Reads model files: `builtin://NAME` out of the pod's own jar, `file:///PATH` from the container's file system.
public final class ModelStore {
    static final String CARD = "model-card.json";
    static final String LABELS = "labels.txt";
    /// Beside a built-in model: its digest, as `sha256sum` writes it.
    static final String RECORDED = ".sha256";

    private static final int CHUNK = 256 * 1024;
    /// Names the directory of built-in models that lie beside the jar, as in the image: the engine reads a file by
    /// itself, while bytes out of the jar have to be inflated and stay in the heap (80 ms and 20 MiB of the default
    /// model).
    private static final String UNPACKED = "inference.models";

    private ModelStore() {}

    /// Reads a model and checks its digest.
    ///
    /// @param uri `builtin://NAME` or `file:///PATH`
    /// @param pinned the digest the file must have, if one was named
    /// @param card path of a model card that is stronger than the one beside the file
    /// @throws ModelLoadException when one of them is not there or cannot be read, or the model has another digest
    public static ModelFile load(String uri, Optional<String> pinned, Optional<String> card) {
        return load(uri, pinned, card, Optional.ofNullable(System.getProperty(UNPACKED)));
    }

    /// @param unpacked directory of built-in models
    static ModelFile load(String uri, Optional<String> pinned, Optional<String> card, Optional<String> unpacked) {
        var location = URI.create(uri);
        // What is in the image was hashed when it was built, which saves a tenth of the start; a digest that is pinned
        // is compared with the file itself.
        var file = "builtin".equals(location.getScheme())
                ? builtin(location.getHost(), cards(card), unpacked, pinned.isEmpty())
                : file(Path.of(location), cards(card), Optional.empty());
        pinned.ifPresent(digest -> check(file, digest, uri));
        return file;
    }

    /// Reads a model that was downloaded.
    ///
    /// @param digest it had then
    /// @param uri it came from
    /// @throws ModelLoadException when it is not what it was
    public static ModelFile downloaded(Path model, String digest, String uri, Optional<String> card) {
        var file = file(model, cards(card), Optional.empty());
        check(file, digest, uri);
        return file;
    }

    private static void check(ModelFile file, String digest, String uri) {
        if (!digest.equals(file.digest())) {
            throw new ModelLoadException(
                    ModelPhase.DIGEST_MISMATCH,
                    "the model at %s has digest %s, not %s as spec.model.digest (MODEL_DIGEST) says; correct the one that is wrong"
                            .formatted(uri, file.digest(), digest));
        }
    }

    // A card that is named is stronger than the one beside the file.
    private static List<ModelFile.Card> cards(Optional<String> card) {
        var cards = new ArrayList<ModelFile.Card>();
        card.ifPresent(path -> cards.add(named(path)));
        return cards;
    }

    private static ModelFile builtin(
            String name, List<ModelFile.Card> cards, Optional<String> unpacked, boolean trusted) {
        String model = "/" + name + "/model.onnx";
        var beside = unpacked.map(directory -> Path.of(directory + model)).filter(Files::isRegularFile);
        if (beside.isPresent()) {
            var recorded = trusted
                    ? text(Path.of(beside.get() + RECORDED)).map(ModelStore::recorded)
                    : Optional.<String>empty();
            return file(beside.get(), cards, recorded);
        }
        String resource = "/models" + model;
        try (var in = ModelStore.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new ModelLoadException(
                        "this image has no built-in model '" + name + "'; it has efficientnet-lite0");
            }
            byte[] content = in.readAllBytes();
            return new ModelFile(new Content.InMemory(content), digest(content), cards, Optional.empty());
        } catch (IOException unreadable) {
            throw new ModelLoadException("cannot read the built-in model '" + name + "'", unreadable);
        }
    }

    /// @param recorded the digest, where it is known
    private static ModelFile file(Path path, List<ModelFile.Card> cards, Optional<String> recorded) {
        try {
            if (!Files.isRegularFile(path)) {
                // A pipe can be read once only.
                byte[] content = Files.readAllBytes(path);
                return new ModelFile(new Content.InMemory(content), digest(content), cards, Optional.empty());
            }
            String digest = recorded.isPresent() ? recorded.get() : digest(path);
            beside(path, CARD).ifPresent(text -> cards.add(new ModelFile.Card(CARD, text)));
            return new ModelFile(new Content.OnDisk(path, Files.size(path)), digest, cards, beside(path, LABELS));
        } catch (NoSuchFileException missing) {
            throw new ModelLoadException("there is no file " + path + " in the container", missing);
        } catch (IOException unreadable) {
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

    private static String recorded(String line) {
        return "sha256:" + line.substring(0, line.indexOf(' '));
    }

    private static String digest(byte[] content) {
        var hash = sha256();
        hash.update(content);
        return text(hash);
    }

    private static String digest(Path file) throws IOException {
        var hash = sha256();
        byte[] chunk = new byte[CHUNK];
        try (var in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                hash.update(chunk, 0, read);
            }
        }
        return text(hash);
    }

    private static String text(MessageDigest finished) {
        return "sha256:" + HexFormat.of().formatHex(finished.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
