package io.inferencegateway.pod.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.inferencegateway.contract.wire.LogLevel;
import io.inferencegateway.contract.wire.PodSettings;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// One JSON object a line on standard output; the libraries' loggers end there too.
public final class Logging {
    private Logging() {}

    /// Before settings are read: INFO, without the service's fields.
    public static void start() {
        if (SLF4JBridgeHandler.isInstalled()) {
            return;
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    /// From here on with the level and the fields of the settings.
    public static void apply(PodSettings settings) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("service", settings.serviceName());
        fields.put("version", settings.serviceVersion());
        fields.put("environment", settings.environment().text());
        LabLine.service(fields);
        root().setLevel(level(settings.logLevel()));
    }

    /// Writes out what is buffered.
    public static void stop() {
        ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
    }

    private static ch.qos.logback.classic.Logger root() {
        return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARN;
            case ERROR, CRITICAL -> Level.ERROR;
        };
    }
}
