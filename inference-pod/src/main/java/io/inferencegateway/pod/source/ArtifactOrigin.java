package io.inferencegateway.pod.source;

import io.inferencegateway.contract.wire.DownloadSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import land.oras.ContainerRef;
import land.oras.Layer;
import land.oras.Manifest;
import land.oras.Platform;
import land.oras.Registry;
import land.oras.auth.AuthStore;
import land.oras.auth.AuthStoreAuthenticationProvider;
import land.oras.auth.NoAuthProvider;
import land.oras.exception.OrasException;

/// An OCI registry, by ORAS. An artifact has a layer for each file, with the file's name as its title; an image has
/// layers that are tar files.
final class ArtifactOrigin implements Origin {
    /// Names a layer's file: OCI's own annotation, and that of the CNCF's model specification.
    private static final List<String> TITLES = List.of("org.opencontainers.image.title", "org.cncf.model.filepath");

    private static final Pattern LOOPBACK = Pattern.compile("^(localhost|127[.][0-9.]+)(:[0-9]+)?/.*");
    private static final Set<String> TAR = Set.of(
            "application/vnd.oci.image.layer.v1.tar",
            "application/vnd.oci.image.layer.v1.tar+gzip",
            "application/vnd.docker.image.rootfs.diff.tar.gzip");

    private final Remote.Artifact source;
    private final Registry registry;

    ArtifactOrigin(Remote.Artifact source, Credentials credentials, Optional<Path> ca) throws DownloadException {
        this.source = source;
        var builder = Registry.builder();
        var config = credentials.file(DownloadSettings.DOCKER_CONFIG_FILE);
        builder.withAuthProvider(
                config.isPresent()
                        ? new AuthStoreAuthenticationProvider(AuthStore.newStore(List.of(config.get())))
                        : new NoAuthProvider());
        if (ca.isPresent()) {
            // Checked here, where its trouble is told in our words.
            Trust.managers(ca.get());
            builder.withCaFile(ca.get());
        }
        // A registry on this very machine, as in development.
        builder.withInsecure(
                ca.isEmpty() && LOOPBACK.matcher(source.reference()).matches());
        this.registry = builder.build();
    }

    @Override
    public void deliver(Sink sink) throws DownloadException, IOException {
        try {
            var reference = ContainerRef.parse(source.reference());
            var layers = manifest(reference).getLayers();
            sink.alive();
            var files = titled(layers);
            if (files.containsKey(Part.MODEL)) {
                for (var part : List.of(Part.CARD, Part.LABELS, Part.MODEL)) {
                    if (files.containsKey(part)) {
                        whole(part, files.get(part), reference, sink);
                    }
                }
                return;
            }
            image(layers, reference, sink);
        } catch (OrasException failed) {
            throw diagnosis(failed);
        }
    }

    private Manifest manifest(ContainerRef reference) throws DownloadException {
        var descriptor = registry.getDescriptor(reference);
        checkPin(reference, descriptor.getJson());
        if (!descriptor.getMediaType().contains("index")
                && !descriptor.getMediaType().contains("manifest.list")) {
            return Manifest.fromJson(descriptor.getJson());
        }
        var manifests = registry.getIndex(reference).getManifests();
        var platform = Platform.of("linux", System.getProperty("os.arch"));
        var fitting = manifests.size() == 1
                ? manifests
                : manifests.stream()
                        .filter(one -> platform.equals(one.getPlatformOrNull()))
                        .toList();
        if (fitting.size() != 1) {
            throw new DownloadException(
                    Trouble.UNUSABLE,
                    "it is an index of %d manifests, of which %d are for %s; name one by its digest"
                            .formatted(manifests.size(), fitting.size(), platform));
        }
        var one = reference.withDigest(fitting.getFirst().getDigest());
        var inner = registry.getDescriptor(one);
        checkPin(one, inner.getJson());
        return Manifest.fromJson(inner.getJson());
    }

    // The registry's own word for it is not taken.
    private static void checkPin(ContainerRef reference, String json) throws DownloadException {
        String pinned = reference.getDigest();
        if (pinned != null && pinned.startsWith(Sha256.PREFIX) && !pinned.equals(Sha256.of(json))) {
            throw new DownloadException(
                    Trouble.DIGEST_MISMATCH,
                    "the registry's manifest has digest %s, not the %s that was asked for"
                            .formatted(Sha256.of(json), pinned));
        }
    }

    private static Map<Part, Layer> titled(List<Layer> layers) throws DownloadException {
        var files = new EnumMap<Part, Layer>(Part.class);
        var models = new ArrayList<String>();
        for (var layer : layers) {
            var title = title(layer);
            title.flatMap(Part::named).ifPresent(part -> files.put(part, layer));
            title.filter(name -> Part.named(name).equals(Optional.of(Part.MODEL)))
                    .ifPresent(models::add);
        }
        onlyOne(models);
        return files;
    }

    static void onlyOne(List<String> models) throws DownloadException {
        if (models.size() > 1) {
            throw new DownloadException(
                    Trouble.UNUSABLE, "it has more than one model (%s); push each by itself".formatted(models));
        }
    }

    private static Optional<String> title(Layer layer) {
        var annotations = layer.getAnnotations();
        return annotations == null
                ? Optional.empty()
                : TITLES.stream()
                        .filter(annotations::containsKey)
                        .map(annotations::get)
                        .findFirst();
    }

    private void whole(Part part, Layer layer, ContainerRef reference, Sink sink)
            throws DownloadException, IOException {
        Long size = layer.getSize();
        try (var bytes = open(layer, reference)) {
            sink.take(part, bytes, size == null ? OptionalLong.empty() : OptionalLong.of(size));
            check(layer, bytes);
        }
    }

    // From the top, whose files hide those of the layers below.
    private void image(List<Layer> layers, ContainerRef reference, Sink sink) throws DownloadException, IOException {
        var seen = new TarLayer.Seen();
        for (var layer : layers.reversed()) {
            if (!TAR.contains(layer.getMediaType())) {
                throw new DownloadException(
                        Trouble.UNUSABLE,
                        "it has no layer titled *.onnx, and its layer of type %s is none of %s"
                                .formatted(layer.getMediaType(), TAR));
            }
            try (var bytes = open(layer, reference)) {
                TarLayer.read(bytes, layer.getMediaType().endsWith("gzip"), seen, sink);
                check(layer, bytes);
            }
            if (seen.isComplete()) {
                return;
            }
        }
        if (!seen.hasModel()) {
            throw new DownloadException(
                    Trouble.UNUSABLE,
                    "there is no *.onnx in it, neither as the title of a layer nor as a file of an image");
        }
    }

    private DigestInputStream open(Layer layer, ContainerRef reference) throws DownloadException {
        InputStream blob = registry.fetchBlob(reference.withDigest(digest(layer)));
        return new DigestInputStream(blob, Sha256.start());
    }

    // Read to its end first: after the last entry a tar file has blocks that nobody asks for.
    private static void check(Layer layer, DigestInputStream bytes) throws DownloadException, IOException {
        bytes.transferTo(java.io.OutputStream.nullOutputStream());
        String actual = Sha256.text(bytes.getMessageDigest());
        if (!actual.equals(digest(layer))) {
            throw new DownloadException(
                    Trouble.CUT, "a layer came with digest %s instead of %s".formatted(actual, digest(layer)));
        }
    }

    private static String digest(Layer layer) throws DownloadException {
        String digest = layer.getDigest();
        if (digest == null || !digest.startsWith(Sha256.PREFIX)) {
            throw new DownloadException(Trouble.UNUSABLE, "it has a layer whose digest is no SHA-256: " + digest);
        }
        return digest;
    }

    private static DownloadException diagnosis(OrasException failed) {
        Integer status = failed.getStatusCode();
        return status == null || status == 0 ? Diagnosis.of(failed) : Diagnosis.ofStatus(status, "the artifact");
    }

    @Override
    public void close() {
        registry.getExecutorService().shutdownNow();
    }
}
