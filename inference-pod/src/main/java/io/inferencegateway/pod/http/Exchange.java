package io.inferencegateway.pod.http;

import io.helidon.webserver.http.ServerRequest;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.telemetry.ErrorType;
import io.inferencegateway.pod.telemetry.RequestSpan;
import org.jspecify.annotations.Nullable;

/// What is known of a request while it is answered; made by `RequestTelemetry`, filled in by handlers and error
/// answers.
final class Exchange {
    private final String requestId;
    private final RequestSpan span;
    private final Target target;
    private @Nullable Outcome outcome;
    private @Nullable ErrorType error;

    Exchange(String requestId, RequestSpan span, Target target) {
        this.requestId = requestId;
        this.span = span;
        this.target = target;
    }

    /// The exchange of a request that passed the telemetry filter.
    static Exchange of(ServerRequest request) {
        return request.context()
                .get(Exchange.class)
                .orElseThrow(() -> new IllegalStateException("no telemetry filter before this route"));
    }

    String requestId() {
        return requestId;
    }

    Target target() {
        return target;
    }

    RequestSpan span() {
        return span;
    }

    /// How the prediction ended; null on a route that is none.
    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /// The kind of error the request ended with; null when there was none.
    @Nullable
    ErrorType error() {
        return error;
    }

    void ended(Outcome how) {
        outcome = how;
    }

    void failed(Outcome how, ErrorType kind) {
        outcome = how;
        error = kind;
    }
}
