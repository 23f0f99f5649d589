package io.inferencegateway.pod.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashMap;
import java.util.Map;

/// A span that has ended, for people and programs to look at.
///
/// @param kind as OTLP numbers it: 1 internal, 2 server, 3 client, 4 producer, 5 consumer
/// @param parentId of the span above it; zeros for none
/// @param startNanos since the epoch, as `endNanos`
/// @param attributes as text
/// @param resource attributes of the service that made it, as text
public record KeptSpan(
        String name,
        int kind,
        String traceId,
        String spanId,
        String parentId,
        long startNanos,
        long endNanos,
        Map<String, String> attributes,
        Map<String, String> resource) {
    static KeptSpan of(SpanData span) {
        return new KeptSpan(
                span.getName(),
                number(span.getKind()),
                span.getTraceId(),
                span.getSpanId(),
                span.getParentSpanId(),
                span.getStartEpochNanos(),
                span.getEndEpochNanos(),
                text(span.getAttributes()),
                text(span.getResource().getAttributes()));
    }

    private static int number(SpanKind kind) {
        return switch (kind) {
            case INTERNAL -> 1;
            case SERVER -> 2;
            case CLIENT -> 3;
            case PRODUCER -> 4;
            case CONSUMER -> 5;
        };
    }

    private static Map<String, String> text(Attributes attributes) {
        var text = new LinkedHashMap<String, String>();
        attributes.forEach((key, value) -> text.put(key.getKey(), String.valueOf(value)));
        return text;
    }
}
