package io.inferencegateway.operator.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.operator.status.PodAnswer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadyzTest {
    @Test
    void aReadyPodSaysWhatItHasLoaded() {
        assertEquals(new PodAnswer.Loaded("1.0", "sha256:a"), Readyz.read(200, """
                        {"status": "ready", "model_name": "m", "model_version": "1.0", "model_digest": "sha256:a", "device": "cpu"}
                        """));
    }

    @Test
    void anUnreadyPodSaysWhy() {
        assertEquals(new PodAnswer.NotLoaded(ModelPhase.LOAD_FAILED, "digest differs"), Readyz.read(503, """
                        {"error": "MODEL_NOT_LOADED", "message": "digest differs", "state": "failed"}"""));
        assertEquals(new PodAnswer.NotLoaded(ModelPhase.LOADING, "the model is not loaded"), Readyz.read(503, """
                        {"error": "MODEL_NOT_LOADED", "state": "loading"}"""));
    }

    @Test
    void itSaysWhatItLoadedWhenAndHowLongItTook() {
        assertEquals(
                new PodAnswer.Loaded("1.0", "sha256:a", 18_500_000L, "2026-01-01T10:00:00Z", "1.25s"),
                Readyz.read(200, """
                        {"model_version": "1.0", "model_digest": "sha256:a", "model_size_bytes": 18500000,
                         "model_loaded_at": "2026-01-01T10:00:00Z", "model_load_seconds": 1.25}
                        """));
    }

    @Test
    void anUnreadyPodSaysItsPhaseExactly() {
        for (var phase : ModelPhase.values()) {
            assertEquals(new PodAnswer.NotLoaded(phase, "why"), Readyz.read(503, """
                            {"message": "why", "state": "%s", "reason": "%s"}""".formatted(
                            phase.failed() ? "failed" : "loading", phase.text())));
        }
    }

    @Test
    void whatIsNoAnswerOfOursIsNoAnswer() {
        assertEquals(new PodAnswer.Silent(), Readyz.read(200, "<html>"));
        assertEquals(new PodAnswer.Silent(), Readyz.read(404, "{}"));
    }

    /// With TLS the API port would not understand the question.
    @Test
    void itAsksOnTheManagementPort() throws Exception {
        var address = new InetSocketAddress("127.8.0.2", Endpoints.MANAGEMENT_PORT);
        var server = HttpServer.create(address, 0);
        server.createContext(Endpoints.READYZ, exchange -> {
            byte[] body = "{\"model_version\": \"2\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            assertEquals(new PodAnswer.Loaded("2", null), new Readyz().apply("127.8.0.2"));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void nobodyAtTheAddressIsNoAnswer() {
        assertEquals(new PodAnswer.Silent(), new Readyz().apply("127.255.255.254"));
    }
}
