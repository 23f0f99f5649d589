package io.inferencegateway.pod.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.model.ModelFile;
import io.inferencegateway.pod.model.ModelLoadException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Models from a web server that works, and from ones that fail in every way a web server can.
@Timeout(240)
class HttpsSourceTest {
    @TempDir
    private Path directory;

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
        server.close();
    }

    private Map<String, String> env(String... more) {
        var env = Fetching.env(server.url("/m/model.onnx"), cache, more);
        env.putIfAbsent("MODEL_CA_FILE", server.ca().toString());
        return env;
    }

    private String digest() throws Exception {
        var hash = Sha256.start();
        hash.update(model);
        return Sha256.text(hash);
    }

    private static byte[] bytes(ModelFile file) throws Exception {
        return Files.readAllBytes(
                assertInstanceOf(ModelFile.Content.OnDisk.class, file.content()).path());
    }

    private void nothingHalfWrittenIsLeft() throws Exception {
        assertEquals(List.of(), Fetching.files(cache));
    }

    @Test
    void theModelComesWithWhatLiesBesideIt() throws Exception {
        server.serve("/m/model.onnx", model);
        server.serve("/m/model-card.json", "{\"name\": \"beside\"}".getBytes());
        server.serve("/m/labels.txt", "a\nb\nc\n".getBytes());
        try (var fetching = Fetching.start(env("MODEL_DIGEST", digest()))) {
            var file = fetching.file();
            assertArrayEquals(model, bytes(file));
            assertEquals(digest(), file.digest());
            assertEquals("{\"name\": \"beside\"}", file.cards().getFirst().text());
            assertEquals("a\nb\nc\n", file.labels().orElseThrow());
            assertEquals(List.of("success"), fetching.results());
        }
        assertEquals(3, Fetching.files(cache).size());
    }

    @Test
    void withADigestASecondStartNeedsNoServer() throws Exception {
        server.serve("/m/model.onnx", model);
        server.serve("/m/labels.txt", "a\nb\nc\n".getBytes());
        try (var first = Fetching.start(env("MODEL_DIGEST", digest()))) {
            first.file();
        }
        server.close();
        try (var second = Fetching.start(env("MODEL_DIGEST", digest()))) {
            assertArrayEquals(model, bytes(second.file()));
            assertEquals("a\nb\nc\n", second.file().labels().orElseThrow());
            assertEquals(List.of("cached"), second.results());
        }
    }

    @Test
    void withoutADigestTheSourceIsAskedAtEveryStart() throws Exception {
        server.serve("/m/model.onnx", model);
        try (var first = Fetching.start(env())) {
            assertArrayEquals(model, bytes(first.file()));
        }
        byte[] newer = Files.readAllBytes(RunningPod.model("silent.onnx"));
        server.serve("/m/model.onnx", newer);
        try (var second = Fetching.start(env())) {
            assertArrayEquals(newer, bytes(second.file()));
        }
    }

    @Test
    void aDamagedCacheIsNoticedAndFilledAgain() throws Exception {
        server.serve("/m/model.onnx", model);
        try (var first = Fetching.start(env("MODEL_DIGEST", digest()))) {
            Files.write(((ModelFile.Content.OnDisk) first.file().content()).path(), new byte[] {1, 2, 3});
        }
        try (var second = Fetching.start(env("MODEL_DIGEST", digest()))) {
            assertArrayEquals(model, bytes(second.file()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, not_found, is not there (404); check spec.model.storageUri",
        "403, denied, is refused with 403; check spec.model.credentials",
        "401, denied, is refused with 401",
        "418, unusable, is answered with 418"
    })
    void whatSomebodyCanMendIsToldAtOnceAndTriedAgain(int status, String result, String words) throws Exception {
        server.status("/m/model.onnx", status);
        try (var fetching = Fetching.start(env())) {
            fetching.says(ModelPhase.DOWNLOAD_FAILED, words);
            assertEquals(result, fetching.results().getFirst());
            server.serve("/m/model.onnx", model);
            assertArrayEquals(model, bytes(fetching.file()));
        }
    }

    @Test
    void whatMayPassIsTriedAgainAndOnlyToldWhenItLasts() throws Exception {
        var attempts = new AtomicInteger();
        server.at("/m/model.onnx", exchange -> {
            attempts.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
        });
        try (var fetching = Fetching.start(env())) {
            fetching.says(ModelPhase.DOWNLOAD_FAILED, "is answered with 503; attempt 5");
            assertTrue(attempts.get() >= 5);
            server.serve("/m/model.onnx", model);
            assertArrayEquals(model, bytes(fetching.file()));
        }
    }

    @Test
    void aConnectionCutInTheMiddleIsTriedAgain() throws Exception {
        var cuts = new AtomicInteger(2);
        server.at("/m/model.onnx", exchange -> {
            boolean whole = cuts.getAndDecrement() <= 0;
            exchange.sendResponseHeaders(200, model.length);
            exchange.getResponseBody().write(model, 0, whole ? model.length : model.length / 2);
            exchange.getResponseBody().flush();
        });
        try (var fetching = Fetching.start(env())) {
            assertArrayEquals(model, bytes(fetching.file()));
            assertEquals(List.of("cut", "cut", "success"), fetching.results());
        }
        assertEquals(1, Fetching.files(cache).size());
    }

    @Test
    void aServerThatFallsSilentIsGivenUp() throws Exception {
        var silent = new CountDownLatch(1);
        server.at("/m/model.onnx", exchange -> {
            exchange.sendResponseHeaders(200, model.length);
            exchange.getResponseBody().write(model, 0, 10);
            exchange.getResponseBody().flush();
            await(silent);
        });
        try (var fetching = Fetching.impatient(env())) {
            fetching.told(said -> said.how().contains("no byte came for 3 s"));
            server.serve("/m/model.onnx", model);
            assertArrayEquals(model, bytes(fetching.file()));
        } finally {
            silent.countDown();
        }
    }

    @Test
    void anotherDigestIsFinalAndNothingIsLeft() throws Exception {
        server.serve("/m/model.onnx", model);
        try (var fetching = Fetching.start(env("MODEL_DIGEST", "sha256:" + "0".repeat(64)))) {
            var failure = assertInstanceOf(ModelLoadException.class, fetching.failure());
            assertEquals(ModelPhase.DIGEST_MISMATCH, failure.phase());
            assertTrue(failure.getMessage().contains("it has digest " + digest() + ", not sha256:0000"));
        }
        nothingHalfWrittenIsLeft();
    }

    @Test
    void aModelThatIsTooLargeIsFinalWithAndWithoutItsLength() throws Exception {
        server.serve("/m/model.onnx", model);
        String most = "" + (model.length - 1);
        try (var announced = Fetching.start(env("MODEL_MAX_BYTES", most))) {
            assertTrue(announced
                    .failure()
                    .getMessage()
                    .contains("has %d bytes, more than the %s allowed".formatted(model.length, most)));
            assertEquals(List.of("too_large"), announced.results());
        }
        server.at("/m/model.onnx", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(model);
        });
        try (var chunked = Fetching.start(env("MODEL_MAX_BYTES", most))) {
            assertTrue(chunked.failure().getMessage().contains("is larger than the %s allowed".formatted(most)));
        }
        try (var fits = Fetching.start(env("MODEL_MAX_BYTES", "" + model.length))) {
            assertArrayEquals(model, bytes(fits.file()));
        }
    }

    @Test
    void aRedirectionIsFollowedToHttpsOnlyAndWithoutCredentialsForOthers() throws Exception {
        var credentials = Files.createDirectory(directory.resolve("credentials"));
        Files.writeString(credentials.resolve("authorization"), "Bearer secret-token\n");
        try (var other = WebServer.start(Files.createDirectory(directory.resolve("other")))) {
            Files.writeString(
                    directory.resolve("both.crt"), Files.readString(server.ca()) + Files.readString(other.ca()));
            var seen = new java.util.concurrent.ConcurrentHashMap<String, String>();
            server.at("/m/model.onnx", exchange -> {
                seen.put("own", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                exchange.getResponseHeaders().set("Location", other.url("/elsewhere?signature=x"));
                exchange.sendResponseHeaders(302, -1);
            });
            other.at("/elsewhere", exchange -> {
                seen.put("other", String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                exchange.sendResponseHeaders(200, model.length);
                exchange.getResponseBody().write(model);
            });
            try (var fetching = Fetching.start(env(
                    "MODEL_CREDENTIALS_DIR", credentials.toString(),
                    "MODEL_CA_FILE", directory.resolve("both.crt").toString()))) {
                assertArrayEquals(model, bytes(fetching.file()));
            }
            assertEquals(Map.of("own", "Bearer secret-token", "other", "null"), seen);
        }
    }

    @Test
    void aRedirectionToPlainHttpIsRefused() throws Exception {
        try (var plain = WebServer.plain(directory)) {
            plain.serve("/model.onnx", model);
            server.at("/m/model.onnx", exchange -> {
                exchange.getResponseHeaders().set("Location", "http://localhost:" + plain.port() + "/model.onnx");
                exchange.sendResponseHeaders(301, -1);
            });
            try (var fetching = Fetching.start(env())) {
                fetching.says(ModelPhase.DOWNLOAD_FAILED, "/model.onnx', which is not https");
            }
            assertEquals(List.of(), plain.asked);
        }
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsNotTrusted() throws Exception {
        server.serve("/m/model.onnx", model);
        Files.createDirectory(directory.resolve("stranger"));
        try (var stranger = WebServer.start(directory.resolve("stranger"));
                var fetching = Fetching.start(env("MODEL_CA_FILE", stranger.ca().toString()))) {
            fetching.says(ModelPhase.DOWNLOAD_FAILED, "name its authority in spec.model.ca");
            assertEquals("untrusted", fetching.results().getFirst());
        }
    }

    @Test
    void nobodyAtTheAddressIsTriedAgainUntilSomebodyIs() throws Exception {
        int port = server.port();
        server.close();
        try (var fetching = Fetching.start(env())) {
            fetching.says(ModelPhase.DOWNLOAD_FAILED, "it takes no connection; attempt 5");
            assertEquals("unreachable", fetching.results().getFirst());
        }
        assertTrue(port > 0);
        nothingHalfWrittenIsLeft();
    }

    @Test
    void twoPodsOnOneCacheDownloadOnce() throws Exception {
        var first = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        server.at("/m/model.onnx", exchange -> {
            exchange.sendResponseHeaders(200, model.length);
            exchange.getResponseBody().write(model, 0, 10);
            exchange.getResponseBody().flush();
            first.countDown();
            await(go);
            exchange.getResponseBody().write(model, 10, model.length - 10);
        });
        try (var one = Fetching.start(env("MODEL_DIGEST", digest()))) {
            await(first);
            try (var two = Fetching.start(env("MODEL_DIGEST", digest()))) {
                two.says(ModelPhase.DOWNLOADING, "another pod downloads");
                go.countDown();
                assertArrayEquals(model, bytes(one.file()));
                assertArrayEquals(model, bytes(two.file()));
                assertEquals(List.of("cached"), two.results());
            }
        }
        assertEquals(1, server.asked.stream().filter("/m/model.onnx"::equals).count());
    }

    @Test
    void aPodThatEndsLeavesNothing() throws Exception {
        var begun = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        server.at("/m/model.onnx", exchange -> {
            exchange.sendResponseHeaders(200, model.length);
            exchange.getResponseBody().write(model, 0, 10);
            exchange.getResponseBody().flush();
            begun.countDown();
            await(never);
        });
        var fetching = Fetching.start(env());
        await(begun);
        long end = System.nanoTime() + 60_000_000_000L;
        while (Fetching.files(cache).isEmpty() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        assertFalse(Fetching.files(cache).isEmpty());
        fetching.close();
        assertInstanceOf(InterruptedException.class, fetching.failure());
        nothingHalfWrittenIsLeft();
        never.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
