package io.inferencegateway.operator.cli.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.inferencegateway.operator.cli.load.Shots.Picture;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What `igw load` does with more requests without an answer than it keeps.
class LoadTestTest {
    @Test
    void whatFindsNoRoomIsNotSentAndCountsAsBad() throws Exception {
        var open = new CountDownLatch(1);
        try (var workers = Executors.newVirtualThreadPerTaskExecutor();
                var client = HttpClient.newHttpClient()) {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(workers);
            server.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                try {
                    assertTrue(open.await(30, TimeUnit.SECONDS));
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            var shots = Shots.at(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                    List.of(new Picture("a.jpg", "image/jpeg", new byte[] {1})),
                    Optional.empty(),
                    Duration.ofSeconds(30),
                    client);
            workers.execute(() -> {
                try {
                    Thread.sleep(1_000);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                open.countDown();
            });

            var report = new LoadTest(new Schedule(50, 20), Mix.of("1:0:0"), shots, 5).run((due, ended) -> {});
            server.stop(0);

            assertEquals("{200=5, not sent=15}", report.predictions().toString());
            assertEquals(20, report.events());
            assertEquals(5, report.good());
        }
    }
}
