package io.inferencegateway.operator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencegateway.operator.OtlpReceiver;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Isolated
class TracingTest {
    private static final String RECEIVER = "http://127.0.0.1:1";

    @ParameterizedTest
    @CsvSource({
        "OTEL_SERVICE_NAME, operator",
        "OTEL_EXPORTER_OTLP_ENDPOINT, ''",
    })
    void withoutAReceiverNothingIsTraced(String name, String value) {
        try (var tracing = Tracing.fromEnv(Map.of(name, value))) {
            assertSame(Trace.NONE, tracing.trace("work", Map.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_TRACES_EXPORTER, none",
        "OTEL_SDK_DISABLED, true",
        "OTEL_TRACES_SAMPLER, nonsense",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, no url",
    })
    void whatSwitchesItOffOrIsRefusedEndsInNoTraces(String name, String value) {
        var env = new HashMap<>(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", RECEIVER));
        env.put(name, value);
        try (var tracing = Tracing.fromEnv(env)) {
            assertSame(Trace.NONE, tracing.trace("work", Map.of()));
        }
    }

    @ParameterizedTest
    @CsvSource({"OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"})
    void aReceiverSwitchesItOn(String name) {
        try (var tracing = Tracing.fromEnv(Map.of(name, RECEIVER, "OTEL_TRACES_SAMPLER", "always_off"))) {
            assertNotSame(Trace.NONE, tracing.trace("work", Map.of()));
        }
    }

    /// With the configuration the operator runs with.
    @Test
    void aLineOfTheLogHasTheIdsOfItsStep() throws Exception {
        var out = new ByteArrayOutputStream();
        var standardError = System.err;
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try (var receiver = new OtlpReceiver()) {
            System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
            var configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
            var logger = context.getLogger("io.inferencegateway.x");
            try (var tracing = Tracing.fromEnv(receiver.env());
                    var trace = tracing.trace("work", Map.of())) {
                logger.info("before");
                trace.in("step", Map.of(), () -> {
                    logger.info("inside");
                    return "";
                });
                logger.info("after");
            }
            logger.info("outside");
            var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            var step = receiver.spans("step").getFirst();
            var root = receiver.spans("work").getFirst();
            assertEquals("", id(lines.get(0), "trace_id"));
            assertEquals(OtlpReceiver.traceId(step), id(lines.get(1), "trace_id"));
            assertEquals(HexFormat.of().formatHex(step.getSpanId().toByteArray()), id(lines.get(1), "span_id"));
            assertEquals(HexFormat.of().formatHex(root.getSpanId().toByteArray()), id(lines.get(2), "span_id"));
            assertEquals("", id(lines.get(3), "trace_id"));
        } finally {
            context.stop();
            System.setErr(standardError);
        }
    }

    private static String id(String line, String field) throws Exception {
        return new ObjectMapper().readTree(line).path(field).asText("");
    }
}
