package io.inferencegateway.pod.source;

import io.inferencegateway.pod.FreePorts;
import io.inferencegateway.pod.http.TestCertificate;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A real OCI registry, and what is pushed to it by hand. Tests that need it are skipped, and say so, where there is
/// none: CI names one in `REGISTRY`.
final class RegistryServer implements AutoCloseable {
    static final String USER = "reader";
    static final String PASSWORD = "secret";
    // Of PASSWORD.
    private static final String BCRYPT = "$2b$04$9.B0m7NFbK0MHjFg855F6eLsYCRp8EbOuArZhY3RfrIAlRzEB8liS";

    private final Program program;
    private final HttpClient client;
    private final URI base;
    private final boolean asks;
    private final Path directory;

    private RegistryServer(Program program, HttpClient client, URI base, boolean asks, Path directory) {
        this.program = program;
        this.client = client;
        this.base = base;
        this.asks = asks;
        this.directory = directory;
    }

    /// Plain, for anybody.
    static RegistryServer open(Path directory) throws Exception {
        return start(directory, false);
    }

    /// With TLS of an authority of its own (`ca`), for `USER`.
    static RegistryServer guarded(Path directory) throws Exception {
        return start(directory, true);
    }

    private static RegistryServer start(Path directory, boolean guarded) throws Exception {
        var tool = find();
        Assumptions.assumeTrue(
                tool.isPresent(), "no registry: set REGISTRY to the path of one, or put it on PATH, to pull from it");
        int port = FreePorts.one();
        Files.createDirectories(directory);
        var config = directory.resolve("config.yml");
        Files.writeString(
                config,
                "version: 0.1\nstorage: {filesystem: {rootdirectory: %s}}\nhttp: {addr: '127.0.0.1:%d'}\n"
                        .formatted(directory.resolve("storage"), port));
        var env = new HashMap<String, String>(Map.of("OTEL_TRACES_EXPORTER", "none"));
        var client = HttpClient.newHttpClient();
        if (guarded) {
            var certificate = TestCertificate.create(directory, "EC");
            Files.writeString(directory.resolve("ca.crt"), certificate.certificatePem());
            Files.writeString(directory.resolve("tls.key"), certificate.keyPem());
            Files.writeString(directory.resolve("htpasswd"), USER + ":" + BCRYPT + "\n");
            env.put("REGISTRY_HTTP_TLS_CERTIFICATE", directory.resolve("ca.crt").toString());
            env.put("REGISTRY_HTTP_TLS_KEY", directory.resolve("tls.key").toString());
            env.put("REGISTRY_AUTH", "htpasswd");
            env.put("REGISTRY_AUTH_HTPASSWD_REALM", "models");
            env.put("REGISTRY_AUTH_HTPASSWD_PATH", directory.resolve("htpasswd").toString());
            client = HttpClient.newBuilder()
                    .sslContext(Trust.context(directory.resolve("ca.crt")))
                    .build();
        }
        var base = URI.create("%s://localhost:%d/v2/".formatted(guarded ? "https" : "http", port));
        var program = Program.start(
                directory.resolve("registry.log"),
                env,
                base,
                client,
                List.of(tool.orElseThrow().toString(), "serve", config.toString()));
        return new RegistryServer(program, client, base, guarded, directory);
    }

    private static Optional<Path> find() {
        // A program that is named and absent is a mistake, not a reason to skip: starting it fails the test.
        var named = Optional.ofNullable(System.getenv("REGISTRY")).filter(path -> !path.isBlank());
        if (named.isPresent()) {
            return named.map(Path::of);
        }
        var folders = Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .map(Path::of);
        return Stream.concat(folders, Stream.of(Path.of(System.getProperty("user.home"), ".cache/igw-cluster/bin")))
                .map(folder -> folder.resolve("registry"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Path ca() {
        return directory.resolve("ca.crt");
    }

    /// `HOST:PORT`.
    String host() {
        return base.getAuthority();
    }

    /// A docker configuration with the password, as a Secret of type kubernetes.io/dockerconfigjson holds it.
    void writeCredentials(Path folder, String password) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(".dockerconfigjson"),
                "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(host(), basic(password)));
    }

    private static String basic(String password) {
        return Base64.getEncoder().encodeToString((USER + ":" + password).getBytes());
    }

    /// A layer: its bytes, its type, and its title or none.
    record Layer(byte[] bytes, String type, Optional<String> title) {
        static Layer file(String title, byte[] bytes) {
            return new Layer(bytes, "application/octet-stream", Optional.of(title));
        }

        static Layer tar(String type, byte[] bytes) {
            return new Layer(bytes, type, Optional.empty());
        }
    }

    /// Pushes an artifact or image.
    ///
    /// @return the digest of its manifest
    String push(String repository, String tag, Layer... layers) throws Exception {
        var described = new ArrayList<String>();
        for (var layer : layers) {
            described.add(describe(layer.type(), blob(repository, layer.bytes()), layer.bytes().length, layer.title()));
        }
        byte[] empty = "{}".getBytes();
        String manifest = "{\"schemaVersion\": 2, \"mediaType\": \"%s\", \"config\": %s, \"layers\": [%s]}"
                .formatted(
                        "application/vnd.oci.image.manifest.v1+json",
                        describe("application/vnd.oci.empty.v1+json", blob(repository, empty), 2, Optional.empty()),
                        String.join(", ", described));
        send(request(repository + "/manifests/" + tag)
                .header("Content-Type", "application/vnd.oci.image.manifest.v1+json")
                .PUT(HttpRequest.BodyPublishers.ofString(manifest)));
        return Sha256.of(manifest);
    }

    private static String describe(String type, String digest, int size, Optional<String> title) {
        String annotations = title.map(
                        name -> ", \"annotations\": {\"org.opencontainers.image.title\": \"%s\"}".formatted(name))
                .orElse("");
        return "{\"mediaType\": \"%s\", \"digest\": \"%s\", \"size\": %d%s}".formatted(type, digest, size, annotations);
    }

    private String blob(String repository, byte[] bytes) throws Exception {
        var hash = Sha256.start();
        hash.update(bytes);
        String digest = Sha256.text(hash);
        var upload = send(request(repository + "/blobs/uploads/").POST(HttpRequest.BodyPublishers.noBody()));
        var place = base.resolve(upload.headers().firstValue("Location").orElseThrow());
        var at = URI.create(place + (place.getQuery() == null ? "?" : "&") + "digest=" + digest);
        send(authorized(HttpRequest.newBuilder(at)).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes)));
        return digest;
    }

    private HttpRequest.Builder request(String path) {
        return authorized(HttpRequest.newBuilder(base.resolve(path)));
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return asks ? request.header("Authorization", "Basic " + basic(PASSWORD)) : request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(answer + answer.body());
        }
        return answer;
    }

    /// Changes a blob behind the registry's back.
    void spoil(byte[] bytes) throws Exception {
        try (var files = Files.walk(directory.resolve("storage"))) {
            for (var file : files.filter(path -> path.endsWith("data")).toList()) {
                if (Files.size(file) == bytes.length) {
                    byte[] spoiled = bytes.clone();
                    spoiled[0] ^= 1;
                    Files.write(file, spoiled);
                }
            }
        }
    }

    @Override
    public void close() {
        program.close();
        client.close();
    }
}
