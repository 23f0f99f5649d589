package io.inferencegateway.pod.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import io.opentelemetry.api.trace.Span;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A log line as the lab has it, one JSON object: event, timestamp, level, logger, the service's three, the current
/// span's three, then the fields of the event, and `exception` with its stack. Written by Jackson's streams: the
/// encoders there are bring an object mapper, which the pod needs for nothing else and waits for when it starts.
final class LabLine extends EncoderBase<ILoggingEvent> {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = {};
    private static final int USUAL_LENGTH = 512;

    private static volatile Map<String, String> service = Map.of();

    private final Timestamps timestamps = new Timestamps();

    /// Fields of every later line, in their order.
    static void service(Map<String, String> fields) {
        service = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new ByteArrayOutputStream(USUAL_LENGTH);
        try (var json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("event", event.getFormattedMessage());
            json.writeStringProperty("timestamp", timestamps.of(event.getInstant()));
            json.writeStringProperty("level", level(event.getLevel()));
            json.writeStringProperty("logger", event.getLoggerName());
            service.forEach(json::writeStringProperty);
            span(json);
            event.getMDCPropertyMap().forEach(json::writeStringProperty);
            fields(json, event);
            if (event.getThrowableProxy() != null) {
                json.writeStringProperty("exception", ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            json.writeEndObject();
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void span(JsonGenerator json) {
        var span = Span.current().getSpanContext();
        if (span.isValid()) {
            json.writeStringProperty("trace_id", span.getTraceId());
            json.writeStringProperty("span_id", span.getSpanId());
            json.writeNumberProperty("trace_flags", span.getTraceFlags().asByte());
        }
    }

    private static void fields(JsonGenerator json, ILoggingEvent event) {
        var fields = event.getKeyValuePairs();
        if (fields == null) {
            return;
        }
        for (var field : fields) {
            json.writeName(field.key);
            value(json, field.value);
        }
    }

    /// Numbers and booleans as what they are, all else as text.
    private static void value(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case Short number -> json.writeNumber(number);
            case Byte number -> json.writeNumber((short) number);
            case BigInteger number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case Boolean flag -> json.writeBoolean(flag);
            default -> json.writeString(value.toString());
        }
    }

    private static String level(Level level) {
        return switch (level.toInt()) {
            case Level.TRACE_INT, Level.DEBUG_INT -> "debug";
            case Level.WARN_INT -> "warning";
            case Level.ERROR_INT -> "error";
            default -> "info";
        };
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
