package io.inferencegateway.operator.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A trace whose root span is made when there is something to tell, with the time at which the work began.
final class SpanTrace implements Trace {
    private final Tracer tracer;
    private final String name;
    private final Map<String, String> attributes;
    private final Instant began = Instant.now();
    private @Nullable OpenSpan root;

    SpanTrace(Tracer tracer, String name, Map<String, String> attributes) {
        this.tracer = tracer;
        this.name = name;
        this.attributes = new LinkedHashMap<>(attributes);
    }

    @Override
    public Step step(String step, Map<String, String> details) {
        var _ = root();
        return new OpenSpan(tracer, step, SpanKind.CLIENT, Instant.now(), details);
    }

    @Override
    public void attribute(String key, String value) {
        if (root == null) {
            attributes.put(key, value);
        } else {
            root.attribute(key, value);
        }
    }

    @Override
    public void fail(Exception cause) {
        root().fail(cause);
    }

    @Override
    public void close() {
        if (root != null) {
            root.close();
        }
    }

    private OpenSpan root() {
        if (root == null) {
            root = new OpenSpan(tracer, name, SpanKind.INTERNAL, began, attributes);
        }
        return root;
    }
}
