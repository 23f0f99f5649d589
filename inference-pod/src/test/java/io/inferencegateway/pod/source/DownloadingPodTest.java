package io.inferencegateway.pod.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.inferencegateway.pod.FreePorts;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.http.PodProcess;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pod as a process of its own whose model comes over the network: what it says meanwhile, and what it leaves.
@Timeout(300)
class DownloadingPodTest {
    @TempDir
    private Path directory;

    private final CountDownLatch go = new CountDownLatch(1);
    private WebServer server;
    private Path cache;
    private byte[] model;

    @BeforeEach
    void start() throws Exception {
        server = WebServer.start(directory);
        cache = directory.resolve("cache");
        model = Files.readAllBytes(RunningPod.model("colours.onnx"));
    }

    @AfterEach
    void stop() {
        go.countDown();
        server.close();
    }

    private Map<String, String> env(String... more) throws Exception {
        var env = new HashMap<>(Fetching.env(server.url("/model.onnx"), cache, more));
        env.put("MODEL_CA_FILE", server.ca().toString());
        env.put("OTEL_TRACES_EXPORTER", "none");
        env.put("METRICS_PORT", "" + FreePorts.one());
        // Two pods on one machine.
        env.put("GRPC_PORT", "0");
        return env;
    }

    private String digest() {
        var hash = Sha256.start();
        hash.update(model);
        return Sha256.text(hash);
    }

    /// Sends half of the model, then a byte a second so as not to be silent, and the rest when it may go on.
    private HttpHandler halting() {
        return exchange -> {
            exchange.sendResponseHeaders(200, model.length);
            int sent = model.length / 2;
            exchange.getResponseBody().write(model, 0, sent);
            exchange.getResponseBody().flush();
            while (!mayGoOn()) {
                exchange.getResponseBody().write(model, sent++, 1);
                exchange.getResponseBody().flush();
            }
            exchange.getResponseBody().write(model, sent, model.length - sent);
        };
    }

    private boolean mayGoOn() {
        try {
            return go.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException stopping) {
            return true;
        }
    }

    private static JsonObject readyz(PodProcess pod) throws Exception {
        return JsonParser.create(get(pod, "/readyz").body()).readJsonObject();
    }

    private static HttpResponse<String> get(PodProcess pod, String path) throws Exception {
        return pod.send(pod.request(path).GET());
    }

    private static void await(PodProcess pod, Predicate<JsonObject> said) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (!said.test(readyz(pod))) {
            assertTrue(System.nanoTime() < end, () -> "still " + quietly(pod));
            Thread.sleep(50);
        }
    }

    private static String quietly(PodProcess pod) {
        try {
            return readyz(pod).toString();
        } catch (Exception gone) {
            return gone.toString();
        }
    }

    private void awaitPartial() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (Fetching.files(cache).stream().noneMatch(name -> name.endsWith("model.onnx"))) {
            assertTrue(System.nanoTime() < end, "no download has begun");
            Thread.sleep(20);
        }
        assertTrue(Fetching.files(cache).stream().anyMatch(name -> name.contains(".partial")));
    }

    @Test
    void whileItDownloadsItHasStartedAndIsAliveAndSaysSo() throws Exception {
        server.at("/model.onnx", halting());
        var env = env("MODEL_DIGEST", digest());
        try (var pod = PodProcess.start(directory, 503, line -> line.contains("Loading model"), env)) {
            await(pod, said -> said.stringValue("reason", "").equals("Downloading"));
            assertEquals("downloading", readyz(pod).stringValue("state", ""));
            assertTrue(readyz(pod)
                    .stringValue("message", "")
                    .contains("it is being downloaded from " + env.get("MODEL_URI")));
            int management = Integer.parseInt(env.get("METRICS_PORT"));
            assertEquals(200, at(pod, management, "/health/started").statusCode());
            assertEquals(200, at(pod, management, "/health/live").statusCode());
            assertEquals(503, at(pod, management, "/health/ready").statusCode());
            go.countDown();
            await(pod, said -> said.stringValue("status", "").equals("ready"));
            var ready = readyz(pod);
            assertEquals(digest(), ready.stringValue("model_digest", ""));
            assertEquals(model.length, ready.intValue("model_size_bytes", 0));
            assertEquals(200, pod.predict(RunningPod.sample("chelsea.jpg")).statusCode());
            var metrics = at(pod, management, "/metrics").body();
            assertTrue(metrics.contains("model_downloads_total{result=\"success\"} 1.0"), metrics);
            assertTrue(metrics.contains("model_downloads_total{result=\"cut\"} 0.0"), metrics);
            assertTrue(metrics.contains("model_download_bytes_total " + (double) model.length), metrics);
            assertTrue(metrics.contains("model_download_duration_seconds "), metrics);
            var line = pod.lines().stream()
                    .filter(one -> one.stringValue("event", "").equals("Model downloaded"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(model.length, line.intValue("bytes", 0));
        }
    }

    private static HttpResponse<String> at(PodProcess pod, int port, String path) throws Exception {
        return pod.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create("http://127.0.0.1:" + port + path)));
    }

    @Test
    void whatAKilledPodHasLeftIsClearedUpByTheNext() throws Exception {
        server.at("/model.onnx", halting());
        try (var killed = PodProcess.start(directory, 503, line -> line.contains("Loading model"), env())) {
            awaitPartial();
            killed.kill();
        }
        assertTrue(Fetching.files(cache).stream().anyMatch(name -> name.contains(".partial")));
        server.serve("/model.onnx", model);
        try (var next = PodProcess.start(directory, 200, env())) {
            assertEquals(1, Fetching.files(cache).size(), Fetching.files(cache).toString());
            assertTrue(next.lines().stream()
                    .anyMatch(line -> line.stringValue("event", "").equals("Removing an unfinished download")));
        }
    }

    @Test
    void aPodThatIsToldToEndLeavesNothing() throws Exception {
        server.at("/model.onnx", halting());
        try (var pod = PodProcess.start(directory, 503, line -> line.contains("Loading model"), env())) {
            awaitPartial();
            pod.stop();
            assertEquals(List.of(), Fetching.files(cache));
        }
    }

    @Test
    void twoPodsOnOneCacheDownloadOnce() throws Exception {
        server.at("/model.onnx", halting());
        var one = Files.createDirectory(directory.resolve("one"));
        var two = Files.createDirectory(directory.resolve("two"));
        Predicate<String> loading = line -> line.contains("Loading model");
        try (var first = PodProcess.start(one, 503, loading, env("MODEL_DIGEST", digest()))) {
            awaitPartial();
            try (var second = PodProcess.start(two, 503, loading, env("MODEL_DIGEST", digest()))) {
                await(second, said -> said.stringValue("message", "").contains("another pod downloads"));
                go.countDown();
                await(first, said -> said.stringValue("status", "").equals("ready"));
                await(second, said -> said.stringValue("status", "").equals("ready"));
            }
        }
        assertEquals(1, server.asked.stream().filter("/model.onnx"::equals).count());
        assertEquals(1, Fetching.files(cache).size());
    }

    @Test
    void aFileThatIsNoModelIsNotLoaded() throws Exception {
        server.serve("/model.onnx", "<html>Sign in</html>".getBytes());
        try (var pod = PodProcess.start(directory, 503, env())) {
            var said = readyz(pod);
            assertEquals("failed", said.stringValue("state", ""));
            assertEquals("LoadFailed", said.stringValue("reason", ""));
            assertTrue(said.stringValue("message", "").contains("ONNX Runtime cannot load the model"));
        }
        assertFalse(Fetching.files(cache).stream().anyMatch(name -> name.contains(".partial")));
    }

    @Test
    void anotherDigestIsTold() throws Exception {
        server.serve("/model.onnx", model);
        try (var pod = PodProcess.start(directory, 503, env("MODEL_DIGEST", "sha256:" + "0".repeat(64)))) {
            assertEquals("DigestMismatch", readyz(pod).stringValue("reason", ""));
        }
        assertEquals(List.of(), Fetching.files(cache));
    }

    /// A file system of its own that is really full; only root may mount one.
    @Test
    void aFullDiskIsToldAndMendedWithoutARestart() throws Exception {
        Assumptions.assumeTrue(mount(64), "a tmpfs cannot be mounted here: only root may");
        try {
            // Half a megabyte in a cache of 64 kB; without its length, so that it fails in the middle.
            model = java.util.Arrays.copyOf(model, 512 * 1024);
            server.at("/model.onnx", exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(model);
            });
            try (var fetching = Fetching.start(env())) {
                fetching.says(io.inferencegateway.contract.wire.ModelPhase.DOWNLOAD_FAILED, "No space left on device");
                assertEquals("disk", fetching.results().getFirst());
                assertFalse(Fetching.files(cache).stream()
                        .anyMatch(name -> name.endsWith(".onnx") && !name.contains(".partial")));
                server.serve("/model.onnx", model);
                fetching.told(said -> said.how().contains("bytes are free, 524288 are needed"));
                assertEquals(
                        0,
                        new ProcessBuilder("mount", "-o", "remount,size=4m", cache.toString())
                                .start()
                                .waitFor());
                assertEquals(digest(), fetching.file().digest());
            }
        } finally {
            new ProcessBuilder("umount", "-l", cache.toString()).start().waitFor();
        }
    }

    private boolean mount(int kilobytes) throws Exception {
        Files.createDirectories(cache);
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", cache.toString())
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }
}
