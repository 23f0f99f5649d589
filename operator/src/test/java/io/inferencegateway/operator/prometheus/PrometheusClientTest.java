package io.inferencegateway.operator.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.prometheus.NoAnswerException.Kind;
import io.inferencegateway.operator.slo.Sample;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrometheusClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FakePrometheus prometheus;

    @BeforeEach
    void open() throws IOException {
        prometheus = new FakePrometheus();
    }

    @AfterEach
    void close() {
        prometheus.close();
    }

    private static PrometheusSettings settings(Optional<Path> ca, Optional<Path> token, Duration timeout) {
        return new PrometheusSettings(Optional.empty(), timeout, Duration.ofMinutes(1), ca, token);
    }

    private static List<Sample> ask(URI url, PrometheusSettings settings)
            throws NoAnswerException, InterruptedException {
        try (var client = new PrometheusClient(url, settings)) {
            var samples = new ArrayList<Sample>();
            client.query("up{job=\"a b\"}", samples::add);
            return samples;
        }
    }

    private List<Sample> ask() throws NoAnswerException, InterruptedException {
        return ask(prometheus.url(), settings(Optional.empty(), Optional.empty(), PATIENCE));
    }

    private NoAnswerException refused() {
        return assertThrows(NoAnswerException.class, this::ask);
    }

    @Test
    void aVectorIsReadSampleBySample() throws Exception {
        prometheus.samples(
                FakePrometheus.sample("slo:objective:ratio", "ml", "cats", "availability", "0.995"),
                FakePrometheus.sample("slo:current_burn_rate:ratio", "ml", "cats", "availability", "NaN"),
                FakePrometheus.sample("slo:current_burn_rate:ratio", "ml", "dogs", "availability", "+Inf"),
                FakePrometheus.sample("slo:current_burn_rate:ratio", "ml", "owls", "availability", "1e-05"));
        var samples = ask();
        assertEquals(
                List.of(0.995, Double.NaN, Double.POSITIVE_INFINITY, 0.00001),
                samples.stream().map(Sample::value).toList());
        assertEquals(
                Map.of(
                        "__name__", "slo:objective:ratio",
                        "inference_gateway", "cats",
                        "namespace", "ml",
                        "slo", "availability",
                        "sloth_id", "x"),
                samples.getFirst().labels());
        assertEquals(List.of("up{job=\"a b\"}"), prometheus.queries());
        assertEquals(List.of("null"), prometheus.authorizations());
    }

    @Test
    void anEmptyVectorIsAnAnswer() throws Exception {
        prometheus.samples();
        assertEquals(List.of(), ask());
    }

    @Test
    void aPathBeforeTheApiStays() throws Exception {
        ask(URI.create(prometheus.url() + "/prometheus"), settings(Optional.empty(), Optional.empty(), PATIENCE));
        assertEquals(1, prometheus.queries().size());
    }

    static Stream<Arguments> badAnswers() {
        String error = "{\"status\":\"error\",\"errorType\":\"%s\",\"error\":\"%s\"}";
        return Stream.of(
                Arguments.of(
                        "a bad query",
                        400,
                        error.formatted("bad_data", "1:3: parse error"),
                        Kind.FAILED,
                        "it answered 400: 1:3: parse error"),
                Arguments.of(
                        "too many samples",
                        422,
                        error.formatted("execution", "query processing would load too many samples into memory"),
                        Kind.FAILED,
                        "it answered 422: query processing would load too many samples"),
                Arguments.of(
                        "its own timeout",
                        503,
                        error.formatted("timeout", "query timed out in expression evaluation"),
                        Kind.FAILED,
                        "it answered 503: query timed out"),
                Arguments.of("a proxy's page", 502, "<html>Bad Gateway</html>", Kind.FAILED, "it answered 502"),
                Arguments.of("nothing", 500, "", Kind.FAILED, "it answered 500"),
                Arguments.of("no rights", 403, "Forbidden", Kind.DENIED, "it answered 403: check the operator's token"),
                Arguments.of("no token", 401, "Unauthorized", Kind.DENIED, "it answered 401"),
                Arguments.of("a login page by redirect", 302, "", Kind.DENIED, "sends us elsewhere"),
                Arguments.of("a login page", 200, "<html>Sign in</html>", Kind.UNREADABLE, "login page"),
                Arguments.of("nothing at all", 200, "", Kind.UNREADABLE, "not that of Prometheus"),
                Arguments.of("another API", 200, "{\"hello\": [1, 2]}", Kind.UNREADABLE, "no instant vector"),
                Arguments.of("a list", 200, "[1]", Kind.UNREADABLE, "not that of Prometheus"),
                Arguments.of(
                        "an error with status 200",
                        200,
                        error.formatted("internal", "oops"),
                        Kind.UNREADABLE,
                        "Prometheus says: oops"),
                Arguments.of(
                        "a scalar",
                        200,
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1767261600,\"1\"]}}",
                        Kind.UNREADABLE,
                        "no instant vector"),
                Arguments.of(
                        "a number that is none",
                        200,
                        FakePrometheus.vector(FakePrometheus.sample("slo:objective:ratio", "a", "b", "c", "many")),
                        Kind.UNREADABLE,
                        "not that of Prometheus"),
                Arguments.of(
                        "half an answer",
                        200,
                        FakePrometheus.vector(FakePrometheus.sample("slo:objective:ratio", "a", "b", "c", "1"))
                                .substring(0, 120),
                        Kind.UNREADABLE,
                        "not that of Prometheus"),
                Arguments.of(
                        "an answer that ends between two samples",
                        200,
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[",
                        Kind.UNREADABLE,
                        "not that of Prometheus"),
                Arguments.of(
                        "a part of the data, as Thanos answers",
                        200,
                        """
                        {"status":"success","data":{"resultType":"vector","result":[]},"warnings":["store eu-1 is unavailable","x"]}""",
                        Kind.PARTIAL,
                        "answered in part only and warns: store eu-1 is unavailable"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void aBadAnswerIsNamed(String situation, int code, String body, Kind kind, String words) {
        prometheus.answer(code, body);
        var refused = refused();
        assertEquals(kind, refused.kind(), refused.words());
        assertTrue(refused.words().contains(words), refused.words());
    }

    @Test
    void aLongErrorIsShortened() {
        prometheus.answer(400, "{\"error\":\"" + "x".repeat(5000) + "\"}");
        assertTrue(refused().words().length() < 300, refused().words());
    }

    @Test
    void aServerThatIsNotThereIsUnreachable() {
        var url = prometheus.url();
        prometheus.close();
        var settings = settings(Optional.empty(), Optional.empty(), PATIENCE);
        var refused = assertThrows(NoAnswerException.class, () -> ask(url, settings));
        assertEquals(Kind.UNREACHABLE, refused.kind());
        assertEquals("nobody answers at " + url + "; check PROMETHEUS_URL", refused.words());
        var unknown = URI.create("http://prometheus.invalid:9090");
        var unresolved = assertThrows(NoAnswerException.class, () -> ask(unknown, settings));
        assertTrue(unresolved.words().startsWith("nobody answers at " + unknown), unresolved.words());
    }

    @Test
    void aConnectionThatBreaksIsUnreachable() {
        prometheus.answer(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"status\":\"succ".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("pulled the plug");
        });
        assertTrue(refused().words().startsWith("the connection to"), refused().words());
    }

    @Test
    void aServerThatNeverAnswersIsLate() {
        slow(exchange -> {});
    }

    @Test
    void anAnswerThatTricklesInIsLateToo() {
        slow(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"status\":\"success\",".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
        });
    }

    private interface Beginning {
        void send(HttpExchange exchange) throws IOException;
    }

    private void slow(Beginning beginning) {
        var over = new CountDownLatch(1);
        prometheus.answer(exchange -> {
            beginning.send(exchange);
            try {
                over.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
        var settings = settings(Optional.empty(), Optional.empty(), Duration.ofMillis(300));
        var late = assertThrows(NoAnswerException.class, () -> ask(prometheus.url(), settings));
        over.countDown();
        assertEquals(Kind.TIMEOUT, late.kind());
    }

    @Test
    void theTokenIsReadForEveryQueryBecauseItRotates(@TempDir Path folder) throws Exception {
        var token = Files.writeString(folder.resolve("token"), "first\n");
        var settings = settings(Optional.empty(), Optional.of(token), PATIENCE);
        ask(prometheus.url(), settings);
        Files.writeString(token, "second");
        ask(prometheus.url(), settings);
        assertEquals(List.of("Bearer first", "Bearer second"), prometheus.authorizations());
        Files.delete(token);
        var missing = assertThrows(NoAnswerException.class, () -> ask(prometheus.url(), settings));
        assertEquals(Kind.MISCONFIGURED, missing.kind());
        assertTrue(missing.words().contains("PROMETHEUS_TOKEN_FILE"), missing.words());
    }

    @Test
    void aCertificateIsTrustedByTheFileThatIsGiven(@TempDir Path folder) throws Exception {
        var tls = TestCertificate.create(folder);
        try (var secure = new FakePrometheus(tls.server())) {
            var trusting = settings(Optional.of(tls.pem()), Optional.empty(), PATIENCE);
            assertEquals(List.of(), ask(secure.url(), trusting));

            var system = settings(Optional.empty(), Optional.empty(), PATIENCE);
            var refused = assertThrows(NoAnswerException.class, () -> ask(secure.url(), system));
            assertEquals(Kind.UNREACHABLE, refused.kind());
            assertTrue(refused.words().contains("PROMETHEUS_CA_FILE"), refused.words());
        }
    }

    @Test
    void aRotatedCertificateFileIsReadAnew(@TempDir Path folder) throws Exception {
        var tls = TestCertificate.create(folder);
        var file = Files.writeString(folder.resolve("ca.crt"), "no certificate");
        try (var secure = new FakePrometheus(tls.server());
                var client =
                        new PrometheusClient(secure.url(), settings(Optional.of(file), Optional.empty(), PATIENCE))) {
            var bad = assertThrows(NoAnswerException.class, () -> client.query("up", sample -> {}));
            assertEquals(Kind.MISCONFIGURED, bad.kind());
            Files.copy(tls.pem(), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            client.query("up", sample -> {});
            assertEquals(1, secure.queries().size());
        }
    }
}
