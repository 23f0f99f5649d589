package io.inferencegateway.operator.cli.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencegateway.contract.wire.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Speaks to the local pod as its users do.
public final class PodClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What `/readyz` says.
    ///
    /// @param ready whether it answered 200
    /// @param failed whether the pod has given up on its model
    /// @param words its message; empty while nobody answers
    public record Readiness(boolean ready, boolean failed, String words) {}

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    /// Creates a client of the pod on a port of this machine.
    public PodClient(int port) {
        this.base = URI.create("http://" + PodEnvironment.HOST + ":" + port);
    }

    public URI url(String path) {
        return base.resolve(path);
    }

    /// Asks once.
    public Readiness readiness() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(url(Endpoints.READYZ)).timeout(Duration.ofSeconds(5));
            var answer = http.send(request.build(), BodyHandlers.ofString());
            var body = parse(answer.body());
            return new Readiness(
                    answer.statusCode() == 200,
                    body.path("state").asText("").equals("failed"),
                    message(body, answer.body()));
        } catch (IOException nobodyThere) {
            return new Readiness(false, false, "");
        }
    }

    /// Sends a picture to `/predict`.
    ///
    /// @throws IOException with the pod's own words when it refuses
    public Predictions predict(Path picture) throws IOException, InterruptedException {
        String type = Files.probeContentType(picture);
        var form = PictureForm.of(
                String.valueOf(picture.getFileName()),
                type == null ? "application/octet-stream" : type,
                Files.readAllBytes(picture));
        var request = HttpRequest.newBuilder(url(Endpoints.PREDICT))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", form.contentType())
                .POST(BodyPublishers.ofByteArray(form.body()))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        var body = parse(answer.body());
        if (answer.statusCode() != 200) {
            throw new IOException(
                    "%s answered %d: %s".formatted(request.uri(), answer.statusCode(), message(body, answer.body())));
        }
        return Predictions.of(body);
    }

    private static String message(JsonNode body, String otherwise) {
        return body.path("message").asText(body.path("detail").asText(otherwise));
    }

    private static JsonNode parse(@Nullable String text) {
        try {
            return text == null ? JSON.missingNode() : JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return JSON.missingNode();
        }
    }
}
