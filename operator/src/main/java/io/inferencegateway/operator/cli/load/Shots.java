package io.inferencegateway.operator.cli.load;

import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.cli.local.PictureForm;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The requests of a test, made once, and what becomes of one that is sent.
public final class Shots {
    private final HttpClient http;
    private final List<HttpRequest> predictions;
    private final HttpRequest healthz;
    private final HttpRequest readyz;

    private Shots(HttpClient http, List<HttpRequest> predictions, HttpRequest healthz, HttpRequest readyz) {
        this.http = http;
        this.predictions = List.copyOf(predictions);
        this.healthz = healthz;
        this.readyz = readyz;
    }

    /// A picture to send.
    public record Picture(String name, String type, byte[] bytes) {
        /// Reads one.
        ///
        /// @throws IOException with a sentence that names the file
        public static Picture of(Path file) throws IOException {
            if (!Files.isReadable(file)) {
                throw new IOException(file + ": there is no such picture, or it may not be read");
            }
            String type = Files.probeContentType(file);
            return new Picture(
                    String.valueOf(file.getFileName()),
                    type == null ? "application/octet-stream" : type,
                    Files.readAllBytes(file));
        }
    }

    /// @param base of the API
    /// @param pictures sent by turns
    /// @param patience until a request counts as unanswered
    public static Shots at(
            URI base, List<Picture> pictures, Optional<String> apiKey, Duration patience, HttpClient http) {
        var predictions = new ArrayList<HttpRequest>();
        for (var picture : pictures) {
            var form = PictureForm.of(picture.name(), picture.type(), picture.bytes());
            var request = request(base, Endpoints.PREDICT, patience)
                    .header("Content-Type", form.contentType())
                    .POST(BodyPublishers.ofByteArray(form.body()));
            apiKey.ifPresent(key -> request.header("X-API-Key", key));
            predictions.add(request.build());
        }
        return new Shots(
                http,
                predictions,
                request(base, Endpoints.HEALTHZ, patience).build(),
                request(base, Endpoints.READYZ, patience).build());
    }

    private static HttpRequest.Builder request(URI base, String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path))
                .timeout(patience);
    }

    /// Sends one prediction and tells how it went, before the test begins.
    ///
    /// @throws IOException with a sentence, when nobody answers
    public int greet() throws IOException, InterruptedException {
        try {
            return http.send(predictions.getFirst(), BodyHandlers.discarding()).statusCode();
        } catch (IOException nobody) {
            throw new IOException(
                    "%s gives no answer (%s)".formatted(predictions.getFirst().uri(), words(nobody)), nobody);
        }
    }

    /// Sends one and waits for its answer: the HTTP status, or why there was none.
    ///
    /// @param turn which picture, counted round
    String fire(Mix.Kind kind, long turn) throws InterruptedException {
        var request =
                switch (kind) {
                    case PREDICT -> predictions.get((int) (turn % predictions.size()));
                    case HEALTHZ -> healthz;
                    case READYZ -> readyz;
                };
        try {
            return String.valueOf(http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (HttpTimeoutException late) {
            return Tally.TIMED_OUT;
        } catch (ConnectException refused) {
            return Tally.NOT_CONNECTED;
        } catch (IOException broken) {
            return Tally.CUT_OFF;
        }
    }

    private static String words(IOException broken) {
        return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    }
}
