package io.inferencegateway.pod.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/// The span of a request, or of one part of it; current on its thread until it is closed.
public final class RequestSpan implements AutoCloseable {
    private final Tracer tracer;
    private final Span span;
    private final Scope scope;

    // The scope is closed by `close`, with the span.
    @SuppressWarnings("MustBeClosedChecker")
    RequestSpan(Tracer tracer, Span span) {
        this.tracer = tracer;
        this.span = span;
        this.scope = span.makeCurrent();
    }

    /// Opens a part of this request; close it before this one.
    public RequestSpan part(String name) {
        return new RequestSpan(
                tracer, tracer.spanBuilder(name).setParent(Context.current()).startSpan());
    }

    public void attribute(String key, String value) {
        span.setAttribute(key, value);
    }

    public void attribute(String key, long value) {
        span.setAttribute(key, value);
    }

    /// Marks the span as failed.
    public void fail(Throwable cause) {
        fail(span, cause);
    }

    static void fail(Span span, Throwable cause) {
        span.recordException(cause);
        span.setStatus(StatusCode.ERROR, String.valueOf(cause.getMessage()));
    }

    /// Runs a body, marking this span as failed when it throws.
    public void watch(Runnable body) {
        try {
            body.run();
        } catch (RuntimeException failed) {
            fail(span, failed);
            throw failed;
        }
    }

    @Override
    public void close() {
        scope.close();
        span.end();
    }
}
