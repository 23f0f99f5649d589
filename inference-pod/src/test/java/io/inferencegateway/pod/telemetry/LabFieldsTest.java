package io.inferencegateway.pod.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A log line as it leaves the pod: the shipped `logback.xml`, encoded.
class LabFieldsTest {
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

    /// Logs one event through the shipped configuration and reads what its encoder makes of it.
    private static JsonObject encode(String message, Map<String, Object> fields) throws Exception {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var encoder = ((ConsoleAppender<ILoggingEvent>) root.getAppender("stdout")).getEncoder();
        var events = new ListAppender<ILoggingEvent>();
        events.setContext(context);
        events.start();
        root.detachAppender("stdout");
        root.addAppender(events);
        var event = context.getLogger("test").atInfo();
        for (var field : fields.entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        event.log(message);
        String line = new String(encoder.encode(events.list.getFirst()), StandardCharsets.UTF_8);
        assertTrue(line.endsWith("\n"), line);
        return JsonParser.create(line).readJsonObject();
    }
}
