package io.inferencegateway.pod.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.pod.telemetry.ErrorType;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.RequestId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what never becomes a request: the server's HTTP parser refused it before any route or filter saw it. It is
/// counted as a request to `unmatched` by the method `other`, for nothing the client sent is to be trusted.
final class DirectAnswers implements DirectHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DirectAnswers.class);

    private final PodMetrics metrics;

    private DirectAnswers(PodMetrics metrics) {
        this.metrics = metrics;
    }

    static DirectHandlers all(PodMetrics metrics) {
        var handlers = DirectHandlers.builder();
        for (var type : EventType.values()) {
            handlers.addHandler(type, new DirectAnswers(metrics));
        }
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        String id = RequestId.of(Optional.empty());
        String code = code(status.code());
        metrics.request(Metrics.OTHER, Metrics.UNMATCHED, status.code(), null, Duration.ZERO);
        metrics.error(
                Metrics.OTHER, Metrics.UNMATCHED, status.code() < 500 ? ErrorType.MALFORMED : ErrorType.UNEXPECTED);
        LOG.atInfo()
                .addKeyValue("request_id", id)
                .addKeyValue("status_code", status.code())
                .addKeyValue("error_code", code)
                .log("request_refused");
        headers.set(HeaderNames.create(Endpoints.REQUEST_ID_HEADER), id);
        headers.set(HeaderNames.CONTENT_TYPE, "application/json");
        // The parser's own message repeats what the client sent; ours says the same without it.
        var body = Respond.errorBody(code, sentence(status.code()), id).build();
        return TransportResponse.builder()
                .status(status)
                .headers(headers)
                .entity(body.toString().getBytes(StandardCharsets.UTF_8))
                .keepAlive(false)
                .build();
    }

    private static String code(int status) {
        return switch (status) {
            case 413 -> "PAYLOAD_TOO_LARGE";
            case 414 -> "URI_TOO_LONG";
            case 503 -> "SERVICE_UNAVAILABLE";
            default -> status < 500 ? "BAD_REQUEST" : "INTERNAL_SERVER_ERROR";
        };
    }

    private static String sentence(int status) {
        return switch (status) {
            case 413 -> "The request is too large";
            case 414 -> "The request line is longer than %d bytes".formatted(Listener.REQUEST_LINE_BYTES);
            case 503 -> "The server has too many requests";
            default ->
                status < 500
                        ? "The request is malformed, or its headers are larger than %d bytes"
                                .formatted(Listener.HEADER_BYTES)
                        : "Internal server error";
        };
    }
}
