package io.inferencegateway.pod.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a benchmark says must be so: answers are read to their end, failures are not counted as answers.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LoadTest {
    @Test
    void answersOfBothKindsAreReadToTheirEnd() throws Exception {
        try (var server = answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n",
                        "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\n\r\nbusy",
                        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
                        "HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n");
                var call = new HttpCall(server.getLocalPort(), List.of(new byte[] {'?'}))) {
            call.make(0);
            call.make(1);
            assertThrows(HttpCall.Refused.class, () -> call.make(2));
            call.make(3);
            assertEquals(
                    "the server answers HTTP/1.1 400 Bad Request",
                    assertThrows(IOException.class, () -> call.make(4)).getMessage());
        }
    }

    @Test
    void aThreadThatFailsEndsThemAll() {
        var opened = new AtomicInteger();
        var loop = new ClosedLoop(3, 0, 0.01, () -> 0);
        var failed = assertThrows(
                ExecutionException.class,
                () -> loop.measure(() -> {
                    boolean bad = opened.incrementAndGet() == 2;
                    return turn -> {
                        if (bad) {
                            throw new IOException("an answer that is not good");
                        }
                    };
                }));
        assertEquals("an answer that is not good", failed.getCause().getMessage());
    }

    @Test
    void everyCallThatIsDueIsMadeAndThoseThatAreRefusedAreNotMeasured() throws Exception {
        var made = new AtomicInteger();
        var measured = new ConstantRate(1000, 4, 0.05, 0.1, () -> 0).measure(() -> turn -> {
            made.incrementAndGet();
            if (turn % 10 == 0) {
                throw new HttpCall.Refused("HTTP/1.1 503");
            }
        });
        assertEquals(150, made.get());
        assertEquals(90, measured.sorted().length);
        assertEquals(15, measured.refused());
    }

    @Test
    void percentilesAndMeansAreOfAllCalls() {
        var times = new long[100];
        for (int i = 0; i < times.length; i++) {
            times[i] = (i + 1) * 1_000_000L;
        }
        String json = new Measured(times, 50, 2, 400, 1000, 0).json();
        assertTrue(json.contains("\"p50\": 51.000, \"p90\": 91.000, \"p99\": 100.000, \"max\": 100.000"), json);
        assertTrue(json.contains("\"cpu_ms\": 4.0000, \"allocated\": 10"), json);
    }

    /// Gives one answer for each byte it is sent, over one connection.
    private static ServerSocket answering(String... answers) throws IOException {
        var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (var client = server.accept()) {
                for (var answer : answers) {
                    client.getInputStream().read();
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException over) {
                // The test says what is wrong.
            }
        });
        return server;
    }
}
