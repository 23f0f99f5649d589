package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.telemetry.PodMetrics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How bodies are read, of every size at which that changes, by a server that gives back what it got.
class LongBodyTest {
    private static final String NEXT = "GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final int MOST = 3_000_000;

    private static WebServer server;
    private static SlowClients slow;

    @BeforeAll
    static void start() {
        var settings = PodSettings.fromEnv(Map.of());
        var metrics = new PodMetrics(settings);
        slow = new SlowClients(settings.edge().readTimeout(), metrics);
        var routing = HttpRouting.builder()
                .addFilter(LastAnswer::close)
                .addFilter(SlowClients::readRest)
                .post("/echo", (request, response) -> response.send(Body.read(request, MOST)))
                .post("/memory", LongBodyTest::inMemory)
                .get("/next", (_, response) -> response.send("next"));
        var builder = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .routing(routing);
        Listener.api(builder, settings, slow, metrics);
        server = builder.build().start();
    }

    /// What it got, with word of where that was.
    private static void inMemory(ServerRequest request, ServerResponse response) {
        var memory = Body.inMemory(request, 100, MOST);
        byte[] body = memory.map(LongBodyTest::taken).orElseGet(() -> Body.read(request, MOST));
        response.header(HeaderNames.SERVER, memory.isPresent() ? "memory" : "array");
        response.send(body);
    }

    private static byte[] taken(ByteBuffer memory) {
        byte[] body = new byte[memory.remaining()];
        memory.get(memory.position(), body);
        ReadAhead.giveBack(memory);
        return body;
    }

    @AfterAll
    static void stop() {
        server.stop();
        slow.close();
    }

    /// In one write, in writes that end where a read does, and in others; the next request comes in the last one.
    @ParameterizedTest
    @CsvSource({
        "1, 3000000",
        "8192, 8192",
        "65535, 3000000",
        "65536, 1000",
        "65537, 65537",
        "70000, 69999",
        "131071, 3000000",
        "131072, 65536",
        "131073, 7919",
        "602112, 3000000",
        "602112, 65535",
        "1048576, 65537",
        "1048577, 100000",
        "3000000, 3000000"
    })
    void whatWasSentIsWhatComesBack(int size, int write) throws Exception {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        try (var client = new RawClient(server.port())) {
            send(client, head("Content-Length: " + size) + text(body) + NEXT, write);
            assertAnswers(body, client.untilClosed());
        }
    }

    /// From the second body of a length on, as many as there come: each is given back. None when it is packed.
    @Test
    void bodiesOfOneLengthAreReadIntoMemory() throws Exception {
        for (int i = 0; i < 40; i++) {
            byte[] body = new byte[600_000];
            new Random(i).nextBytes(body);
            assertEquals(i == 0 ? "array" : "memory", echoed(body, ""));
        }
        assertEquals("array", echoed(new byte[600_000], "Content-Encoding: gzip\r\n"));
        assertEquals("memory", echoed(new byte[600_000], ""));
    }

    /// Memory is given back by those that leave in the middle as well: there is room for thirteen such bodies.
    @Test
    void aClientThatLeavesInTheMiddleGivesItsMemoryBack() throws Exception {
        byte[] body = new byte[600_001];
        assertEquals("array", echoed(body, ""));
        for (int i = 0; i < 20; i++) {
            try (var client = new RawClient(server.port())) {
                assertTrue(client.send(
                        "POST /memory HTTP/1.1\r\nHost: x\r\nContent-Length: 600001\r\n\r\n" + "x".repeat(300_000)));
            }
        }
        for (int i = 0; i < 100 && echoed(body, "").equals("array"); i++) {
            // The server has yet to see that some have left.
            Thread.sleep(20);
        }
        assertEquals("memory", echoed(body, ""));
    }

    /// @return where the server had the body
    private static String echoed(byte[] body, String header) throws Exception {
        try (var client = new RawClient(server.port())) {
            send(
                    client,
                    "POST /memory HTTP/1.1\r\nHost: x\r\n" + header + "Content-Length: " + body.length + "\r\n\r\n"
                            + text(body) + NEXT,
                    100_000);
            String answers = client.untilClosed();
            assertAnswers(body, answers);
            return answers.substring(0, 200).contains("Server: memory") ? "memory" : "array";
        }
    }

    /// A body without a length is read chunk by chunk.
    @Test
    void chunksAreReadAsBefore() throws Exception {
        byte[] body = new byte[200_000];
        new Random(1).nextBytes(body);
        var chunks = new StringBuilder();
        for (int from = 0; from < body.length; from += 50_000) {
            chunks.append("c350\r\n")
                    .append(text(Arrays.copyOfRange(body, from, from + 50_000)))
                    .append("\r\n");
        }
        try (var client = new RawClient(server.port())) {
            send(client, head("Transfer-Encoding: chunked") + chunks + "0\r\n\r\n" + NEXT, 30_000);
            assertAnswers(body, client.untilClosed());
        }
    }

    /// In the piece that is read first, in one that is read at once, at its end, and just before the end of all.
    @ParameterizedTest
    @ValueSource(ints = {10, 65_536, 131_200, 200_000, 599_999})
    void aClientThatLeavesInTheMiddleHarmsNobody(int sent) throws Exception {
        try (var client = new RawClient(server.port())) {
            assertTrue(client.send(head("Content-Length: 600000") + "x".repeat(sent)));
        }
        whatWasSentIsWhatComesBack(150_000, 50_000);
    }

    @Test
    void aBodyThatIsAnnouncedTooLargeIsNotRead() throws Exception {
        try (var client = new RawClient(server.port())) {
            assertTrue(client.send(head("Content-Length: " + (MOST + 1))));
            assertTrue(client.send("x".repeat(1000)));
        }
        whatWasSentIsWhatComesBack(MOST, MOST);
    }

    private static String head(String framing) {
        return "POST /echo HTTP/1.1\r\nHost: x\r\n" + framing + "\r\n\r\n";
    }

    private static void send(RawClient client, String all, int write) throws Exception {
        for (int from = 0; from < all.length(); from += write) {
            assertTrue(client.send(all.substring(from, Math.min(all.length(), from + write))));
        }
    }

    private static void assertAnswers(byte[] body, String answers) {
        assertTrue(answers.startsWith("HTTP/1.1 200"), () -> answers.substring(0, Math.min(500, answers.length())));
        int begin = answers.indexOf("\r\n\r\n") + 4;
        assertTrue(text(body).equals(answers.substring(begin, begin + body.length)), "other bytes came back");
        String next = answers.substring(begin + body.length);
        assertTrue(next.startsWith("HTTP/1.1 200"), next);
        assertEquals("next", next.substring(next.length() - 4));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
