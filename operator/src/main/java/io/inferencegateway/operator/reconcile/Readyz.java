package io.inferencegateway.operator.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.operator.status.PodAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Asks a pod's `/readyz` about its model: address to answer. On the management port, which is plain whatever the API
/// port speaks, and answers while clients fill that one.
public final class Readyz implements Function<String, PodAnswer> {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    @Override
    public PodAnswer apply(String address) {
        String host = address.contains(":") ? "[" + address + "]" : address;
        var uri = URI.create("http://%s:%d%s".formatted(host, Endpoints.MANAGEMENT_PORT, Endpoints.READYZ));
        try {
            var response = http.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return read(response.statusCode(), response.body());
        } catch (IOException unreachable) {
            return new PodAnswer.Silent();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new PodAnswer.Silent();
        }
    }

    static PodAnswer read(int code, String body) {
        try {
            var json = JSON.readTree(body);
            return switch (code) {
                case 200 ->
                    new PodAnswer.Loaded(
                            text(json, "model_version"),
                            text(json, "model_digest"),
                            json.path("model_size_bytes").isIntegralNumber()
                                    ? json.path("model_size_bytes").asLong()
                                    : null,
                            text(json, "model_loaded_at"),
                            json.path("model_load_seconds").isNumber()
                                    ? json.path("model_load_seconds").asText() + "s"
                                    : null);
                case 503 ->
                    new PodAnswer.NotLoaded(phase(json), json.path("message").asText("the model is not loaded"));
                default -> new PodAnswer.Silent();
            };
        } catch (JsonProcessingException notOurs) {
            return new PodAnswer.Silent();
        }
    }

    // Pods of an earlier release say no more than whether they have given up.
    private static ModelPhase phase(JsonNode json) {
        return ModelPhase.of(json.path("reason").asText(""))
                .orElse("failed".equals(text(json, "state")) ? ModelPhase.LOAD_FAILED : ModelPhase.LOADING);
    }

    private static @Nullable String text(JsonNode json, String field) {
        return json.path(field).asText(null);
    }
}
