package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.inferencegateway.contract.wire.InvalidSettings;
import io.inferencegateway.pod.RunningPod;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/// API keys in front of predictions.
class ApiKeyGuardTest {
    private static final String KEY = "right-key-0123456789";
    private static final String WRONG = "wrong-key-0123456789";

    @TempDir
    Path directory;

    private MountedSecret secret;

    @BeforeEach
    void mount() throws Exception {
        secret = new MountedSecret(Files.createDirectory(directory.resolve("keys")));
        secret.put(Map.of("keys", "# team a\n" + KEY + "\n"));
    }

    @Test
    void aPredictionNeedsAKeyAndNothingElseDoes() throws Exception {
        try (var pod = start(Map.of())) {
            assertRefused(predict(pod, "Accept", "*/*"));
            assertRefused(predict(pod, "X-API-Key", WRONG));
            assertRefused(predict(pod, "X-API-Key", KEY + "x"));
            assertRefused(predict(pod, "X-API-Key", ""));
            assertRefused(predict(pod, "Authorization", "Bearer " + WRONG));
            assertRefused(predict(pod, "Authorization", "Basic " + KEY));
            assertRefused(predict(pod, "Authorization", KEY));
            assertEquals(200, predict(pod, "X-API-Key", KEY).statusCode());
            assertEquals(200, predict(pod, "Authorization", "Bearer " + KEY).statusCode());
            assertEquals(200, predict(pod, "Authorization", "bearer  " + KEY).statusCode());
            assertEquals(200, pod.get("/healthz").statusCode());
            assertEquals(200, pod.get("/readyz").statusCode());
            String scrape = pod.management("/metrics").body();
            assertTrue(
                    scrape.contains(
                            "http_errors_total{endpoint=\"/predict\",error_type=\"UnauthenticatedError\",method=\"POST\"} 7.0"),
                    scrape);
            assertTrue(scrape.contains("outcome=\"rejected\",status_code=\"401\"} 7.0"), scrape);
        }
    }

    /// `%70` is p: another spelling of the path must not lead around the guard.
    @Test
    void noSpellingOfThePathLeadsAroundTheGuard() throws Exception {
        try (var pod = start(Map.of())) {
            for (var path :
                    new String[] {"/%70redict", "/predict/", "//predict", "/./predict", "/predict;a=b", "/predict?x"}) {
                var request = pod.request(pod.settings().port(), path)
                        .header("Content-Type", "image/jpeg")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(RunningPod.sample("chelsea.jpg")));
                assertTrue(pod.send(request).statusCode() >= 400, path);
            }
        }
    }

    @Test
    void withoutAFileNoKeyIsAskedFor() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of("REQUEST_TIMEOUT_MS", "60000"))) {
            assertEquals(200, pod.predict(RunningPod.sample("chelsea.jpg")).statusCode());
        }
    }

    @Test
    void rotatedKeysAreTakenOverAndUnusableOnesAreNot() throws Exception {
        try (var pod = start(Map.of())) {
            secret.put(Map.of("keys", KEY + "\n" + WRONG + "\n"));
            await(pod, WRONG, 200);
            secret.put(Map.of("keys", WRONG + "\n"));
            await(pod, KEY, 401);
            secret.put(Map.of("keys", "short\n"));
            long until = System.nanoTime() + 120_000_000_000L;
            String unusable = "mounted_file_last_reload_successful{file=\"api_keys_file\"} 0.0";
            while (!pod.management("/metrics").body().contains(unusable)) {
                assertTrue(System.nanoTime() < until, "never reported");
                Thread.sleep(200);
            }
            assertEquals(200, predict(pod, "X-API-Key", WRONG).statusCode());
        }
    }

    @Test
    void keysThatCannotBeUsedEndTheStartWithTheirLine() throws Exception {
        secret.put(Map.of("keys", KEY + "\ntoo-short\n"));
        var refused = assertThrows(InvalidSettings.class, () -> start(Map.of()).close());
        assertEquals(
                "API_KEYS_FILE: line 2: the key is shorter than 16 characters",
                refused.problems().getFirst());
    }

    @Test
    void keysAreInNoLogLineAndNoSpan() throws Exception {
        var spans = new CopyOnWriteArrayList<String>();
        var collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            spans.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(lines);
        try {
            try (var pod = start(Map.of(
                    "OTEL_TRACES_EXPORTER",
                    "otlp",
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "http://127.0.0.1:" + collector.getAddress().getPort()))) {
                assertEquals(200, predict(pod, "X-API-Key", KEY).statusCode());
                assertFalse(
                        predict(pod, "Authorization", "Bearer " + WRONG).body().contains(WRONG));
            }
            assertTrue(spans.stream().anyMatch(body -> body.contains("predict_endpoint")));
            for (var key : new String[] {KEY, WRONG}) {
                assertFalse(spans.stream().anyMatch(body -> body.contains(key)));
                assertFalse(lines.list.stream().anyMatch(line -> ("" + line.getFormattedMessage()
                                + line.getKeyValuePairs() + line.getMDCPropertyMap() + line.getThrowableProxy())
                        .contains(key)));
            }
            assertFalse(lines.list.isEmpty());
        } finally {
            root.detachAppender(lines);
            collector.stop(0);
        }
    }

    private RunningPod start(Map<String, String> more) {
        var env = new java.util.HashMap<>(
                Map.of("API_KEYS_FILE", secret.file("keys").toString(), "REQUEST_TIMEOUT_MS", "60000"));
        env.putAll(more);
        return RunningPod.ofColours(env);
    }

    private static HttpResponse<String> predict(RunningPod pod, String header, String value) throws Exception {
        return pod.send(pod.request(pod.settings().port(), "/predict")
                .header("Content-Type", "image/jpeg")
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofByteArray(RunningPod.sample("chelsea.jpg"))));
    }

    private static void await(RunningPod pod, String key, int status) throws Exception {
        long until = System.nanoTime() + 120_000_000_000L;
        while (predict(pod, "X-API-Key", key).statusCode() != status) {
            assertTrue(System.nanoTime() < until, "never " + status);
            Thread.sleep(200);
        }
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertEquals(401, answer.statusCode(), answer.body());
        assertEquals("UNAUTHENTICATED", RunningPod.json(answer).stringValue("error", ""));
        assertEquals(
                "Bearer realm=\"inference-gateway\"",
                answer.headers().firstValue("WWW-Authenticate").orElse(""));
    }
}
