package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.json.JsonParser;
import io.inferencegateway.pod.RunningPod;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that are slow, endless or speak no HTTP: each is cut off or answered with our error body, and the next good
/// request is answered.
class HostileClientTest {
    private static final String HEAD = "POST /predict HTTP/1.1\r\nHost: pod\r\nContent-Type: image/jpeg\r\n";
    private static RunningPod pod;

    @BeforeAll
    static void start() {
        pod = RunningPod.ofColours(Map.of(
                "REQUEST_TIMEOUT_MS",
                "60000",
                "READ_TIMEOUT_MS",
                "1000",
                "IDLE_TIMEOUT_MS",
                "2000",
                "MAX_CONNECTIONS",
                "8"));
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    @AfterEach
    void theNextGoodRequestIsAnswered() throws Exception {
        // On a connection of its own: one that was kept would be closed as idle at some moment, which may be this one.
        var picture = RunningPod.sample("chelsea.jpg");
        var request = pod.request(pod.settings().port(), "/predict")
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofByteArray(picture));
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "POST /pre", "POST /predict HTTP/1.1\r\nHost: p", HEAD + "Content-Length: 9\r\n\r\nabc"})
    void aClientThatFallsSilentIsCutOff(String sent) throws Exception {
        try (var client = new RawClient(pod.settings().port())) {
            client.send(sent);
            assertFalse(client.untilClosed().contains(" 200 "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "POST /predict HTTP/1.1\r\nX-Long: ", HEAD + "Content-Length: 100000\r\n\r\n"})
    void aClientThatTricklesIsCutOff(String start) throws Exception {
        try (var client = new RawClient(pod.settings().port())) {
            client.send(start);
            int sent = 0;
            while (sent < 600 && client.send("x")) {
                sent++;
                Thread.sleep(100); // no single wait is as long as any timeout
            }
            assertTrue(sent < 600, "a byte was still taken after a minute");
        }
    }

    @Test
    void slowClientsAreCounted() throws Exception {
        try (var client = new RawClient(pod.settings().port())) {
            client.send(HEAD + "Content-Length: 9\r\n\r\nabc");
            client.untilClosed();
        }
        String scrape = pod.management("/metrics").body();
        assertTrue(
                scrape.contains(
                        "http_errors_total{endpoint=\"unmatched\",error_type=\"SlowClientError\",method=\"other\"}"),
                scrape);
        assertFalse(scrape.contains("error_type=\"UnexpectedError\""), scrape);
        assertFalse(scrape.contains("outcome=\"failed\",status_code=\"500\"} 1"), scrape);
    }

    /// A body that no handler reads is read all the same; the quiet after it is a kept connection, not a slow client.
    @Test
    void aClientWhoseBodyNobodyWantedIsNotSlow() throws Exception {
        double before = slowClients();
        try (var client = new RawClient(pod.settings().port())) {
            client.send("POST /nothing HTTP/1.1\r\nHost: pod\r\nContent-Length: 3\r\n\r\nabc");
            String answers = client.untilClosed();
            assertTrue(answers.startsWith("HTTP/1.1 404"), answers);
        }
        assertEquals(before, slowClients());
    }

    /// Announcing gigabytes costs a client nothing; keeping them would cost the pod its life.
    @ParameterizedTest
    @ValueSource(strings = {"/predict", "/v2/models/colours/infer", "/nothing"})
    void aChunkLargerThanABodyMayBeIsNotRead(String path) throws Exception {
        try (var client = new RawClient(pod.settings().port())) {
            client.send(HEAD.replace("/predict", path) + "Transfer-Encoding: chunked\r\n\r\n40000000\r\n");
            byte[] megabyte = new byte[1 << 20];
            int sent = 0;
            while (sent < 512 && client.send(megabyte)) {
                sent++;
            }
            assertTrue(sent < 512, "half a gigabyte was taken");
        }
        try (var client = new RawClient(pod.settings().port())) {
            client.send(HEAD.replace("/predict", path) + "Transfer-Encoding: chunked\r\n\r\n40000000\r\n");
            String expected = path.equals("/nothing") ? "HTTP/1.1 404" : "HTTP/1.1 413";
            String answer = client.untilClosed();
            assertTrue(answer.startsWith(expected), answer);
        }
    }

    @Test
    void anEndlessBodyThatNobodyWantedIsCutOff() throws Exception {
        double before = slowClients();
        try (var client = new RawClient(pod.settings().port())) {
            client.send("POST /nothing HTTP/1.1\r\nHost: pod\r\nTransfer-Encoding: chunked\r\n\r\n");
            int sent = 0;
            while (sent < 600 && client.send("1\r\nx\r\n")) {
                sent++;
                Thread.sleep(100);
            }
            assertTrue(sent < 600, "a byte was still taken after a minute");
        }
        assertEquals(before + 1, slowClients());
    }

    /// RFC 9110, section 10.1.1: after a final answer no 100 may come.
    @Test
    void whoAsksBeforeSendingIsNotToldToContinueAfterARefusal() throws Exception {
        String answers =
                raw("POST /nothing HTTP/1.1\r\nHost: pod\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        assertTrue(answers.startsWith("HTTP/1.1 404"), answers);
        assertFalse(answers.contains("HTTP/1.1 100"), answers);
    }

    private static double slowClients() throws Exception {
        return pod.management("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("http_errors_total{") && line.contains("SlowClientError"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /// The idle timeout of this pod is two seconds; without an end of our own the client would read on until then.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1\r\n",
                "GET /nowhere HTTP/1.1\r\n",
                "POST /predict HTTP/1.1\r\nContent-Length: 3\r\n"
            })
    void anAnswerThatSaysCloseIsTheLast(String start) throws Exception {
        String whole = start + "Host: pod\r\nConnection: close\r\n\r\nabc";
        try (var client = new RawClient(pod.settings().port())) {
            client.send(start.startsWith("GET") ? whole.substring(0, whole.length() - 3) : whole);
            // A second request would be answered if the connection were still open.
            client.send("GET /healthz HTTP/1.1\r\nHost: pod\r\n\r\n");
            String answers = client.untilClosed();
            assertTrue(answers.contains("Connection: close"), answers);
            assertEquals(answers.indexOf("HTTP/1.1 "), answers.lastIndexOf("HTTP/1.1 "), answers);
        }
    }

    @Test
    void connectionsThatNeverSpeakDoNotKeepOthersOut() throws Exception {
        var silent = new ArrayList<RawClient>();
        for (int i = 0; i < 20; i++) {
            silent.add(new RawClient(pod.settings().port()));
        }
        assertEquals(200, pod.management("/health/live").statusCode());
        assertTrue(raw("GET /healthz HTTP/1.1\r\nHost: pod\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200"));
        for (var client : silent) {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n\r\n",
                "GET\r\n\r\n",
                "GET /predict\r\n\r\n",
                "GET /predict HTTP/3.0\r\nHost: pod\r\n\r\n",
                "GET /pre dict HTTP/1.1\r\nHost: pod\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nno colon\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nBad Name: x\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /healthz HTTP/1.1\n\n",
                "GET /%zz HTTP/1.1\r\nHost: pod\r\n\r\n",
                "POST /predict HTTP/1.1\r\nHost: pod\r\nContent-Length: many\r\n\r\n",
                "POST /predict HTTP/1.1\r\nHost: pod\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc",
                "POST /predict HTTP/1.1\r\nHost: pod\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
                "POST /predict HTTP/1.1\r\nHost: pod\r\nTransfer-Encoding: gzip\r\n\r\nabc",
            })
    void whatIsNotHttpIsAnswered400WithOurBody(String request) throws Exception {
        assertError(400, "BAD_REQUEST", raw(request));
    }

    @Test
    void hugeHeadersAndRequestLinesAreRefused() throws Exception {
        assertError(400, "BAD_REQUEST", raw("GET /healthz HTTP/1.1\r\nHost: pod\r\nX-Big: " + "x".repeat(40_000)));
        assertError(400, "BAD_REQUEST", raw("GET /healthz HTTP/1.1\r\n" + "X-Small: 1\r\n".repeat(4000)));
        assertError(414, "URI_TOO_LONG", raw("GET /" + "x".repeat(40_000)));
    }

    @Test
    void whatTheClientSentIsNotRepeated() throws Exception {
        String answer = raw("GET /secret-path HTTP/1.1\r\nbroken secret-header\r\n\r\n");
        assertFalse(answer.contains("secret"), answer);
    }

    @Test
    void garbageBehindAGoodRequestEndsTheConnectionAfterItsAnswer() throws Exception {
        String answers = raw("GET /healthz HTTP/1.1\r\nHost: pod\r\n\r\n\0\1\2garbage\r\n\r\n");
        assertTrue(answers.startsWith("HTTP/1.1 200"), answers);
        assertTrue(answers.contains("HTTP/1.1 400"), answers);
    }

    @Test
    void refusalsAreCountedInOneSeries() throws Exception {
        raw("hello\r\n\r\n");
        raw("OTHER hello\r\n\r\n");
        var scrape = pod.management("/metrics").body();
        var refused = scrape.lines()
                .filter(line -> line.startsWith("http_requests_total{") && line.contains("method=\"other\""))
                .filter(line -> line.contains("status_code=\"400\""))
                .toList();
        assertEquals(1, refused.size(), refused.toString());
        assertTrue(refused.getFirst().contains("endpoint=\"unmatched\""), refused.getFirst());
    }

    private static String raw(String request) throws Exception {
        try (var client = new RawClient(pod.settings().port())) {
            client.send(request);
            return client.untilClosed();
        }
    }

    private static void assertError(int status, String code, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        int end = answer.indexOf("\r\n\r\n");
        assertTrue(answer.substring(0, end).toLowerCase().contains("content-type: application/json"), answer);
        var body = JsonParser.create(answer.substring(end + 4)).readJsonObject();
        assertEquals(code, body.stringValue("error", ""), answer);
        assertEquals(body.stringValue("message", ""), body.stringValue("detail", "?"));
        assertTrue(answer.contains(body.stringValue("request_id", "?")), answer);
        assertFalse(answer.contains("Exception") || answer.contains("io.helidon"), answer);
    }
}
