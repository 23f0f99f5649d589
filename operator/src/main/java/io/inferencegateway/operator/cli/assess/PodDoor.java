package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.assess.Evidence.Answer;
import io.inferencegateway.operator.assess.Seen;
import io.inferencegateway.operator.assess.Sent.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Talks to one pod: its API port and, where it has one in reach, its management port.
final class PodDoor implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String TEXT_FORMAT = "text/plain; version=0.0.4";

    private final URI api;
    private final Optional<URI> management;
    private final Optional<String> apiKey;
    private final HttpClient http;

    /// @param api base of the API port
    /// @param management base of the management port, where metrics are; empty when that is the API port, or out of
    /// reach
    /// @param apiKey sent with predictions
    PodDoor(URI api, Optional<URI> management, Optional<String> apiKey, HttpClient http) {
        this.api = api;
        this.management = management;
        this.apiKey = apiKey;
        this.http = http;
    }

    URI url() {
        return api;
    }

    Seen<Answer> get(String path) {
        return send(request(api, path), request -> request);
    }

    /// Where metrics and kept traces are.
    Seen<Answer> besideMetrics(String path) {
        return send(request(management.orElse(api), path), request -> request.header("Accept", TEXT_FORMAT));
    }

    /// A path of the management port.
    Seen<Answer> managed(String path) {
        return management
                .map(base -> send(request(base, path), request -> request))
                .orElseGet(() -> Seen.not("no management port is in reach"));
    }

    /// Sends a request to `/predict`, in a trace of the caller's that the pod shall keep.
    ///
    /// @param flags of `traceparent`: 01 for sampled, 00 for not
    Seen<Answer> predict(Request request, String flags, String query, String cookie, String type, byte[] body) {
        return send(request(api, Endpoints.PREDICT + query), prediction -> {
            prediction
                    .header("traceparent", "00-%s-%s-%s".formatted(request.traceId(), request.spanId(), flags))
                    .header("tracestate", Endpoints.KEEP_TRACE + "=keep")
                    .header(Endpoints.REQUEST_ID_HEADER, request.requestId())
                    .header("Cookie", cookie)
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofByteArray(body));
            apiKey.ifPresent(key -> prediction.header("X-API-Key", key));
            return prediction;
        });
    }

    private static HttpRequest.Builder request(URI base, String path) {
        return HttpRequest.newBuilder(URI.create(base.toString().replaceAll("/+$", "") + path))
                .timeout(PATIENCE);
    }

    private Seen<Answer> send(HttpRequest.Builder request, UnaryOperator<HttpRequest.Builder> more) {
        var wanted = more.apply(request).build();
        try {
            var answer = http.send(wanted, BodyHandlers.ofString());
            return Seen.of(new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.headers().firstValue(Endpoints.REQUEST_ID_HEADER).orElse(""),
                    answer.body()));
        } catch (IOException broken) {
            return Seen.not("%s gave no answer (%s)".formatted(wanted.uri(), words(broken)));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Seen.not("interrupted");
        }
    }

    private static String words(IOException broken) {
        return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
