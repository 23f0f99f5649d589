package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.telemetry.PodMetrics;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// On which threads connections are served, by a server that tells.
class ConnectionThreadsTest {
    private static final int OWN = 64;

    private final List<Socket> clients = new ArrayList<>();
    private SlowClients slow;
    private WebServer server;

    @BeforeEach
    void start() {
        var settings = PodSettings.fromEnv(Map.of());
        var metrics = new PodMetrics(settings);
        slow = new SlowClients(settings.edge().readTimeout(), metrics);
        var routing = HttpRouting.builder()
                .get("/", (_, response) -> response.send(Thread.currentThread().isVirtual() ? "virtual" : "its own"));
        var builder = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofSeconds(20))
                .routing(routing);
        Listener.api(builder, settings, slow, metrics);
        server = builder.build().start();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        slow.close();
        for (var client : clients) {
            client.close();
        }
    }

    private Socket connected() throws IOException {
        var client = new Socket("127.0.0.1", server.port());
        client.setSoTimeout(60_000);
        clients.add(client);
        return client;
    }

    private static boolean isServedOnItsOwn(Socket client) throws IOException {
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        for (int next = client.getInputStream().read();
                next >= 0;
                next = client.getInputStream().read()) {
            answer.append((char) next);
            if (answer.toString().endsWith("\r\n\r\nits own")) {
                return true;
            }
            if (answer.toString().endsWith("\r\n\r\nvirtual")) {
                return false;
            }
        }
        throw new AssertionError("the connection was closed: " + answer);
    }

    @Test
    void fewHaveThreadsOfTheirOwnAndTheOthersAreServedAllTheSame() throws Exception {
        var served = new ArrayList<Boolean>();
        for (int i = 0; i < OWN + 6; i++) {
            served.add(isServedOnItsOwn(connected()));
        }
        for (int i = 0; i < served.size(); i++) {
            assertEquals(i < OWN, served.get(i), "connection " + i);
            assertEquals(i < OWN, isServedOnItsOwn(clients.get(i)), "connection " + i + " again");
        }
    }

    @Test
    void aThreadIsFreeAgainWhenItsConnectionEnds() throws Exception {
        for (int i = 0; i < OWN; i++) {
            assertTrue(isServedOnItsOwn(connected()));
        }
        clients.getFirst().close();
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isServedOnItsOwn(connected())) {
            clients.getLast().close();
            assertTrue(System.nanoTime() - end < 0, "no thread was freed");
        }
    }

    /// A connection that waits for a request does not hold up the end of the server.
    @Test
    void connectionsThatRestEndWithTheServer() throws Exception {
        for (int i = 0; i < OWN + 2; i++) {
            isServedOnItsOwn(connected());
        }
        long begin = System.nanoTime();
        server.stop();
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(15).toNanos(), "it waited for its grace period");
        for (var client : clients) {
            assertEquals(-1, client.getInputStream().read());
        }
    }
}
