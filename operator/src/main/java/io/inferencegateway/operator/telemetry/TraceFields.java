package io.inferencegateway.operator.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.trace.Span;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/// The current span's `trace_id` and `span_id` in a log line, under the names that the pods' logs use. Named in
/// `logback.xml`.
public final class TraceFields extends AbstractJsonProvider<ILoggingEvent> {
    @Override
    public void writeTo(JsonGenerator json, ILoggingEvent event) {
        var span = Span.current().getSpanContext();
        if (span.isValid()) {
            json.writeStringProperty("trace_id", span.getTraceId());
            json.writeStringProperty("span_id", span.getSpanId());
        }
    }
}
