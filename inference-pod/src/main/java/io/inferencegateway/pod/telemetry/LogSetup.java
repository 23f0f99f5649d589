package io.inferencegateway.pod.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import org.slf4j.Logger;

/// What the log is before settings are read: lab lines on standard output, from INFO. Logback finds it as a service;
/// in code and not in XML, whose parser would be a tenth of the pod's start.
public final class LogSetup extends ContextAwareBase implements Configurator {
    static final String APPENDER = "stdout";

    private static final Map<String, Level> LIBRARIES = Map.of(
            // The web server announces its features in lines that are no events.
            "io.helidon", Level.WARN,
            // Below INFO they would speak of every connection.
            "io.opentelemetry", Level.INFO,
            "jdk", Level.INFO,
            // What goes wrong they throw as well, and the pod says it in one line.
            "land.oras", Level.OFF,
            "software.amazon.awssdk", Level.ERROR,
            // Writes a warning with its stack for each connection that is not HTTP/2: whoever can connect could fill
            // the log.
            "io.grpc.okhttp.OkHttpServerTransport", Level.ERROR);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var encoder = new LabLine();
        encoder.setContext(context);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setName(APPENDER);
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(appender);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
