package io.inferencegateway.operator.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.Map;

/// A span that is current on its thread until it is closed.
final class OpenSpan implements Trace.Step {
    private final Span span;
    private final Scope scope;

    // The scope is closed by `close`, with the span.
    @SuppressWarnings("MustBeClosedChecker")
    OpenSpan(Tracer tracer, String name, SpanKind kind, Instant began, Map<String, String> attributes) {
        var builder = tracer.spanBuilder(name).setSpanKind(kind).setStartTimestamp(began);
        attributes.forEach(builder::setAttribute);
        span = builder.startSpan();
        scope = span.makeCurrent();
    }

    @Override
    public void attribute(String name, String value) {
        span.setAttribute(name, value);
    }

    @Override
    public void fail(Exception cause) {
        span.recordException(cause);
        span.setStatus(StatusCode.ERROR, String.valueOf(cause.getMessage()));
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
