package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.inferencegateway.pod.RunningPod;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a page of another origin is told.
class CorsTest {
    private static final String ALLOWED = "Access-Control-Allow-Origin";

    @Test
    void inDevelopmentEveryOriginMayAsk() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of("ENVIRONMENT", "development"))) {
            var preflight = preflight(pod);
            assertEquals(204, preflight.statusCode());
            assertEquals("*", header(preflight, ALLOWED));
            assertEquals("GET, POST", header(preflight, "Access-Control-Allow-Methods"));
            assertEquals("*", header(preflight, "Access-Control-Allow-Headers"));
            var answer = health(pod);
            assertEquals(200, answer.statusCode());
            assertEquals("*", header(answer, ALLOWED));
            assertEquals("", header(pod.get("/healthz"), ALLOWED), "not asked by a page");
        }
    }

    @Test
    void inProductionNoOriginMay() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of("ENVIRONMENT", "production"))) {
            assertEquals(405, preflight(pod).statusCode());
            assertEquals("", header(preflight(pod), ALLOWED));
            assertEquals(200, health(pod).statusCode());
            assertEquals("", header(health(pod), ALLOWED));
        }
    }

    private static HttpResponse<String> preflight(RunningPod pod) throws Exception {
        return pod.send(ofPage(pod, "/predict")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
    }

    private static HttpResponse<String> health(RunningPod pod) throws Exception {
        return pod.send(ofPage(pod, "/healthz").GET());
    }

    private static HttpRequest.Builder ofPage(RunningPod pod, String path) {
        return pod.request(pod.settings().port(), path).header("Origin", "http://page.example");
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
