package io.inferencegateway.operator.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class LowerCaseLevelTest {
    /// With the configuration the operator runs with.
    @Test
    void aLineIsOneJsonObjectWithTheLabsFields() throws Exception {
        var out = new ByteArrayOutputStream();
        var standardError = System.err;
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        try {
            System.setErr(new PrintStream(out, true, StandardCharsets.UTF_8));
            var configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
            context.getLogger("io.inferencegateway.x")
                    .atInfo()
                    .addKeyValue("namespace", "vision")
                    .log("reconciled");
        } finally {
            context.stop();
            System.setErr(standardError);
        }
        String text = out.toString(StandardCharsets.UTF_8);
        var line = new ObjectMapper().readValue(text, new TypeReference<Map<String, Object>>() {});
        assertTrue(
                line.remove("timestamp").toString().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z"),
                text);
        assertEquals(
                Map.of(
                        "event", "reconciled",
                        "logger", "io.inferencegateway.x",
                        "level", "info",
                        "namespace", "vision"),
                line);
    }
}
