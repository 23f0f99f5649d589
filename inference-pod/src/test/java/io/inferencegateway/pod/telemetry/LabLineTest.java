package io.inferencegateway.pod.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.read.ListAppender;
import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.inferencegateway.contract.wire.PodSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A log line as it leaves the pod: through the shipped configuration, encoded.
class LabLineTest {
    @Test
    void aLineHasTheLabsFields() throws Exception {
        Logging.apply(PodSettings.fromEnv(Map.of("SERVICE_NAME", "cats", "ENVIRONMENT", "staging")));
        var span = Span.wrap(SpanContext.create(
                "5f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c",
                "1a2b3c4d5e6f7a8b",
                TraceFlags.getSampled(),
                TraceState.getDefault()));
        JsonObject line;
        try (var ignored = span.makeCurrent()) {
            line = encode("request_completed", Map.of("status_code", 200, "path", "/predict"));
        }
        assertEquals("request_completed", line.stringValue("event", ""));
        assertEquals("info", line.stringValue("level", ""));
        assertEquals("test", line.stringValue("logger", ""));
        assertEquals("cats", line.stringValue("service", ""));
        assertEquals("1.0.0", line.stringValue("version", ""));
        assertEquals("staging", line.stringValue("environment", ""));
        assertEquals("5f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c", line.stringValue("trace_id", ""));
        assertEquals("1a2b3c4d5e6f7a8b", line.stringValue("span_id", ""));
        assertEquals(1, line.intValue("trace_flags", -1));
        assertEquals(200, line.intValue("status_code", -1));
        assertTrue(
                line.stringValue("timestamp", "").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"),
                line.toString());
    }

    @Test
    void withoutASpanThereAreNoTraceFields() throws Exception {
        var line = encode("anything", Map.of());
        assertTrue(line.value("trace_id").isEmpty(), line.toString());
    }

    @Test
    void valuesKeepTheirTypesAndAreEscaped() throws Exception {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ratio", 0.25);
        fields.put("bytes", 5_000_000_000L);
        fields.put("cached", true);
        fields.put("none", null);
        fields.put("path", Path.of("/a\"b"));
        var line = encode("a \"quoted\"\nevent", fields);
        assertEquals("a \"quoted\"\nevent", line.stringValue("event", ""));
        assertEquals(0.25, line.doubleValue("ratio", 0));
        assertEquals(5_000_000_000L, line.numberValue("bytes", BigDecimal.ZERO).longValueExact());
        assertTrue(line.booleanValue("cached", false));
        assertEquals("/a\"b", line.stringValue("path", ""));
        assertTrue(line.containsKey("none"), line.toString());
    }

    @Test
    void anExceptionIsOnTheSameLine() throws Exception {
        var line = encode("broken", Map.of(), new IllegalStateException("why", new RuntimeException("cause")));
        String stack = line.stringValue("exception", "");
        assertTrue(stack.startsWith("java.lang.IllegalStateException: why"), stack);
        assertTrue(stack.contains("Caused by: java.lang.RuntimeException: cause"), stack);
    }

    @Test
    void logbackFindsTheConfiguration() {
        assertTrue(ServiceLoader.load(Configurator.class).stream().anyMatch(found -> found.type() == LogSetup.class));
    }

    private static JsonObject encode(String message, Map<String, Object> fields) throws Exception {
        return encode(message, fields, null);
    }

    /// Logs one event through the shipped configuration and reads what its encoder makes of it.
    private static JsonObject encode(String message, Map<String, Object> fields, @Nullable Throwable thrown)
            throws Exception {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        new LogSetup().configure(context);
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var encoder = ((ConsoleAppender<ILoggingEvent>) root.getAppender(LogSetup.APPENDER)).getEncoder();
        var events = new ListAppender<ILoggingEvent>();
        events.setContext(context);
        events.start();
        root.detachAppender(LogSetup.APPENDER);
        root.addAppender(events);
        var event = context.getLogger("test").atInfo();
        for (var field : fields.entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        if (thrown != null) {
            event = event.setCause(thrown);
        }
        event.log(message);
        String line = new String(encoder.encode(events.list.getFirst()), StandardCharsets.UTF_8);
        assertTrue(line.endsWith("\n"), line);
        return JsonParser.create(line).readJsonObject();
    }
}
