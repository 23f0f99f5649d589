package io.inferencegateway.pod.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.model.ModelFile;
import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.source.RegistryServer.Layer;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Models from a real registry: as artifacts, as images, and as what is neither.
@Timeout(240)
class ArtifactSourceTest {
    private static final String TAR = "application/vnd.oci.image.layer.v1.tar";

    @TempDir
    private static Path shared;

    private static RegistryServer registry;
    private static byte[] model;
    private static String digest;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        registry = RegistryServer.open(shared.resolve("registry"));
        model = Files.readAllBytes(RunningPod.model("colours.onnx"));
        var hash = Sha256.start();
        hash.update(model);
        digest = Sha256.text(hash);
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    private Path cache() {
        return directory.resolve("cache");
    }

    private Map<String, String> env(String reference, String... more) {
        return Fetching.env("oci://" + registry.host() + "/" + reference, cache(), more);
    }

    private void assertComes(Map<String, String> env, String labels) throws Exception {
        try (var fetching = Fetching.start(env)) {
            var file = fetching.file();
            assertArrayEquals(model, Files.readAllBytes(((ModelFile.Content.OnDisk) file.content()).path()));
            assertEquals(digest, file.digest());
            assertEquals(labels, file.labels().orElse(""));
        }
    }

    private void assertFails(Map<String, String> env, String words) throws Exception {
        try (var fetching = Fetching.start(env)) {
            fetching.says(ModelPhase.DOWNLOAD_FAILED, words);
        }
        assertEquals(List.of(), Fetching.files(cache()));
    }

    private static byte[] tar(boolean zipped, Map<String, byte[]> files) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(zipped ? new GZIPOutputStream(bytes) : bytes)) {
            for (var file : files.entrySet()) {
                var entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void anArtifactWithALayerForEachFile() throws Exception {
        registry.push(
                "vision/colours",
                "1.0",
                Layer.file("colours.onnx", model),
                Layer.file("labels.txt", "a\nb\nc\n".getBytes()),
                Layer.file("README.md", "read me".getBytes()));
        assertComes(env("vision/colours:1.0", "MODEL_DIGEST", digest), "a\nb\nc\n");
    }

    @Test
    void anImageThatHoldsItInALayer() throws Exception {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("models/model.onnx", model);
        files.put("etc/passwd", "root".getBytes());
        registry.push(
                "vision/image",
                "1",
                Layer.tar(TAR, tar(false, Map.of("models/labels.txt", "below\n".getBytes()))),
                Layer.tar(TAR + "+gzip", tar(true, files)),
                Layer.tar(
                        "application/vnd.docker.image.rootfs.diff.tar.gzip",
                        tar(true, Map.of("models/labels.txt", "above\n".getBytes()))));
        assertComes(env("vision/image:1"), "above\n");
    }

    @Test
    void aDigestInTheReferenceIsCheckedAndMakesASecondStartOffline() throws Exception {
        String pin = registry.push("vision/pinned", "1", Layer.file("model.onnx", model));
        assertComes(env("vision/pinned@" + pin), "");
        registry.spoil(model);
        try (var fetching = Fetching.start(env("vision/pinned@" + pin))) {
            assertEquals(digest, fetching.file().digest());
            assertEquals(List.of("cached"), fetching.results());
        } finally {
            // Whatever order the tests have.
            Files.walk(shared).filter(path -> path.endsWith("data")).forEach(ArtifactSourceTest::mend);
        }
    }

    private static void mend(Path file) {
        try {
            if (Files.size(file) == model.length) {
                Files.write(file, model);
            }
        } catch (java.io.IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void aLayerThatIsNotWhatTheManifestSaysIsNotTaken() throws Exception {
        byte[] other = model.clone();
        other[other.length - 1] ^= 1;
        byte[] longer = java.util.Arrays.copyOf(other, other.length + 7);
        registry.push("vision/spoiled", "1", Layer.file("model.onnx", longer));
        registry.spoil(longer);
        try (var fetching = Fetching.start(env("vision/spoiled:1"))) {
            fetching.told(said -> said.how().contains("a layer came with digest"));
            assertEquals("cut", fetching.results().getFirst());
        }
        assertEquals(List.of(), Fetching.files(cache()));
    }

    @Test
    void whatIsNotThere() throws Exception {
        assertFails(env("vision/nothing:1"), "the artifact is not there (404)");
    }

    @Test
    void whatHoldsNoModelOrTooMany() throws Exception {
        registry.push("vision/none", "1", Layer.file("README.md", "no model".getBytes()));
        assertFails(env("vision/none:1"), "no layer titled *.onnx");
        registry.push("vision/empty", "1", Layer.tar(TAR, tar(false, Map.of("a", new byte[1]))));
        assertFails(env("vision/empty:1"), "there is no *.onnx in it");
        registry.push("vision/two", "1", Layer.file("a.onnx", model), Layer.file("b.onnx", model));
        assertFails(env("vision/two:1"), "more than one model ([a.onnx, b.onnx])");
    }

    @Test
    void anotherDigestAndTooLarge() throws Exception {
        registry.push("vision/sized", "1", Layer.file("model.onnx", model));
        try (var fetching = Fetching.start(env("vision/sized:1", "MODEL_DIGEST", "sha256:" + "0".repeat(64)))) {
            var failure = assertInstanceOf(ModelLoadException.class, fetching.failure());
            assertEquals(ModelPhase.DIGEST_MISMATCH, failure.phase());
        }
        try (var fetching = Fetching.start(env("vision/sized:1", "MODEL_MAX_BYTES", "10"))) {
            assertTrue(fetching.failure().getMessage().contains("more than the 10 allowed"));
        }
        assertEquals(List.of(), Fetching.files(cache()));
    }

    /// A registry of the JDK's server, since the real one never falls silent.
    @Test
    void aRegistryThatFallsSilentIsGivenUpAndHoldsUpNoEnd() throws Exception {
        var silent = new CountDownLatch(1);
        try (var server = WebServer.start(directory)) {
            String manifest = """
                    {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                     "config": {"mediaType": "application/vnd.oci.empty.v1+json", "digest": "%s", "size": 2},
                     "layers": [{"mediaType": "a/b", "digest": "%s", "size": %d,
                                 "annotations": {"org.opencontainers.image.title": "model.onnx"}}]}
                    """.formatted(digest, digest, model.length);
            server.at("/v2/vision/silent/manifests/1", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.manifest.v1+json");
                exchange.sendResponseHeaders(200, manifest.length());
                exchange.getResponseBody().write(manifest.getBytes());
            });
            server.at("/v2/vision/silent/blobs/" + digest, exchange -> {
                try {
                    silent.await();
                } catch (InterruptedException stopping) {
                    Thread.currentThread().interrupt();
                }
            });
            var fetching = Fetching.impatient(Fetching.env(
                    "oci://localhost:" + server.port() + "/vision/silent:1",
                    cache(),
                    "MODEL_CA_FILE",
                    server.ca().toString()));
            fetching.told(said -> said.how().contains("no byte came for 3 s"));
            assertEquals("cut", fetching.results().getFirst());
            fetching.close();
            assertInstanceOf(InterruptedException.class, fetching.failure());
            assertEquals(List.of(), Fetching.files(cache()));
        } finally {
            silent.countDown();
        }
    }

    @Test
    void aGuardedRegistryWantsItsAuthorityAndAPassword() throws Exception {
        try (var guarded = RegistryServer.guarded(directory.resolve("guarded"))) {
            guarded.push("private/colours", "1", Layer.file("model.onnx", model));
            String uri = "oci://" + guarded.host() + "/private/colours:1";
            var credentials = directory.resolve("credentials");
            guarded.writeCredentials(credentials, RegistryServer.PASSWORD);
            String[] all = {"MODEL_CA_FILE", guarded.ca().toString(), "MODEL_CREDENTIALS_DIR", credentials.toString()};
            assertComes(Fetching.env(uri, cache(), all), "");
            guarded.writeCredentials(credentials, "wrong");
            try (var fetching = Fetching.start(Fetching.env(uri, directory.resolve("other"), all))) {
                fetching.says(ModelPhase.DOWNLOAD_FAILED, "is refused with 401; check spec.model.credentials");
                guarded.writeCredentials(credentials, RegistryServer.PASSWORD);
                assertEquals(digest, fetching.file().digest());
            }
            try (var fetching = Fetching.start(Fetching.env(
                    uri,
                    directory.resolve("third"),
                    "MODEL_CA_FILE",
                    guarded.ca().toString()))) {
                fetching.says(ModelPhase.DOWNLOAD_FAILED, "is refused with 401");
            }
        }
    }
}
