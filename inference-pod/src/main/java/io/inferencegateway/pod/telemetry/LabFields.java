package io.inferencegateway.pod.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.opentelemetry.api.trace.Span;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import net.logstash.logback.composite.AbstractJsonProvider;
import tools.jackson.core.JsonGenerator;

/// Writes the fields every log line of the lab has: event, timestamp, level, logger, the service's three, and
/// the current span's three. Named in `logback.xml`.
public final class LabFields extends AbstractJsonProvider<ILoggingEvent> {
    private static final DateTimeFormatter UTC_MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Map<Level, String> LEVELS = Map.of(
            Level.TRACE,
            "debug",
            Level.DEBUG,
            "debug",
            Level.INFO,
            "info",
            Level.WARN,
            "warning",
            Level.ERROR,
            "error");

    private static volatile Map<String, String> service = Map.of();

    /// Fields of every later line.
    static void service(Map<String, String> fields) {
        service = fields;
    }

    @Override
    public void writeTo(JsonGenerator json, ILoggingEvent event) {
        json.writeStringProperty("event", event.getFormattedMessage());
        json.writeStringProperty("timestamp", UTC_MICROSECONDS.format(event.getInstant()));
        json.writeStringProperty("level", LEVELS.getOrDefault(event.getLevel(), "info"));
        json.writeStringProperty("logger", event.getLoggerName());
        service.forEach(json::writeStringProperty);
        var span = Span.current().getSpanContext();
        if (span.isValid()) {
            json.writeStringProperty("trace_id", span.getTraceId());
            json.writeStringProperty("span_id", span.getSpanId());
            json.writeNumberProperty("trace_flags", span.getTraceFlags().asByte());
        }
    }
}
