package io.inferencegateway.pod.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.pod.FreePorts;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.model.ModelFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Models from Adobe's S3Mock, a server of its own on this machine; and what a bucket refuses, from a server
/// that refuses it, since S3Mock asks nobody who he is.
@Timeout(300)
class BucketSourceTest {
    private static final Path JAR = Path.of("target/s3mock/s3mock.jar");

    @TempDir
    private static Path shared;

    private static HttpClient client;
    private static Program s3;
    private static int port;
    private static byte[] model;
    private static String digest;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(JAR), "no " + JAR + ": the build puts it there (mvn process-test-resources)");
        client = HttpClient.newHttpClient();
        port = FreePorts.one();
        s3 = Program.start(
                shared.resolve("s3mock.log"),
                Map.of(),
                URI.create("http://127.0.0.1:%d/".formatted(port)),
                client,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString(),
                        "--http.port=" + port,
                        "--server.port=" + FreePorts.one()));
        model = Files.readAllBytes(RunningPod.model("colours.onnx"));
        var hash = Sha256.start();
        hash.update(model);
        digest = Sha256.text(hash);
        put("/models", new byte[0]);
        put("/models/colours/v1/model.onnx", model);
        put("/models/colours/v1/labels.txt", "a\nb\nc\n".getBytes());
    }

    @AfterAll
    static void stop() {
        if (s3 != null) {
            s3.close();
            client.close();
        }
    }

    private static void put(String path, byte[] content) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private Map<String, String> env(String uri, String... more) {
        var env = Fetching.env(
                uri,
                directory.resolve("cache"),
                "MODEL_DIGEST",
                digest,
                "MODEL_S3_ENDPOINT",
                "http://127.0.0.1:" + port,
                "MODEL_S3_PATH_STYLE",
                "true");
        for (int at = 0; at < more.length; at += 2) {
            env.put(more[at], more[at + 1]);
        }
        return env;
    }

    @Test
    void anObjectComesWithWhatLiesBesideIt() throws Exception {
        try (var fetching = Fetching.start(env("s3://models/colours/v1/model.onnx"))) {
            var file = fetching.file();
            assertArrayEquals(model, Files.readAllBytes(((ModelFile.Content.OnDisk) file.content()).path()));
            assertEquals("a\nb\nc\n", file.labels().orElseThrow());
            assertEquals(List.of("success"), fetching.results());
        }
    }

    @Test
    void signedWithTheKeysOfTheSecret() throws Exception {
        Files.writeString(directory.resolve("AWS_ACCESS_KEY_ID"), "who\n");
        Files.writeString(directory.resolve("AWS_SECRET_ACCESS_KEY"), "secret\n");
        try (var fetching = Fetching.start(
                env("s3://models/colours/v1/model.onnx", "MODEL_CREDENTIALS_DIR", directory.toString()))) {
            assertEquals(digest, fetching.file().digest());
        }
    }

    @Test
    void anObjectThatIsNotThere() throws Exception {
        try (var fetching = Fetching.start(env("s3://models/nowhere.onnx"))) {
            fetching.says(ModelPhase.DOWNLOAD_FAILED, "the object (NoSuchKey) is not there (404)");
            assertEquals("not_found", fetching.results().getFirst());
        }
        assertEquals(List.of(), Fetching.files(directory.resolve("cache")));
    }

    @Test
    void aBucketThatIsNotThere() throws Exception {
        try (var fetching = Fetching.start(env("s3://no-such-bucket/model.onnx"))) {
            fetching.says(ModelPhase.DOWNLOAD_FAILED, "the object (NoSuchBucket) is not there (404)");
        }
    }

    @Test
    void anObjectThatIsTooLarge() throws Exception {
        try (var fetching = Fetching.start(env("s3://models/colours/v1/model.onnx", "MODEL_MAX_BYTES", "10"))) {
            assertTrue(fetching.failure().getMessage().contains("more than the 10 allowed"));
        }
        assertEquals(List.of(), Fetching.files(directory.resolve("cache")));
    }

    @Test
    void aServerThatRefusesOrStopsInTheMiddleOverTlsOfAnAuthorityOfItsOwn() throws Exception {
        try (var server = WebServer.start(directory)) {
            server.at("/models/model.onnx", exchange -> {
                byte[] body = "<Error><Code>AccessDenied</Code><Message>no</Message></Error>".getBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/xml");
                exchange.sendResponseHeaders(403, body.length);
                exchange.getResponseBody().write(body);
            });
            var env = env(
                    "s3://models/model.onnx",
                    "MODEL_S3_ENDPOINT",
                    server.url(""),
                    "MODEL_CA_FILE",
                    server.ca().toString());
            try (var fetching = Fetching.start(env)) {
                fetching.says(ModelPhase.DOWNLOAD_FAILED, "the object (AccessDenied) is refused with 403");
                server.at("/models/model.onnx", exchange -> {
                    exchange.sendResponseHeaders(200, model.length);
                    exchange.getResponseBody().write(model, 0, 10);
                    exchange.getResponseBody().flush();
                });
                fetching.told(said -> said.how().contains("the connection ended in the middle")
                        || said.how().contains("it ended after 10 of"));
                server.serve("/models/model.onnx", model);
                assertEquals(digest, fetching.file().digest());
                assertTrue(
                        fetching.results().contains("cut"), fetching.results().toString());
            }
        }
    }
}
