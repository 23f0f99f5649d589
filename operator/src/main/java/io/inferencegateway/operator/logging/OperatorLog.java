package io.inferencegateway.operator.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sends the log where the process wants it. The command line keeps standard output for its results, so the log goes
/// to standard error until the operator itself starts.
public final class OperatorLog {
    private static final String APPENDER = "CONSOLE";

    private OperatorLog() {}

    /// Standard output from now on, with what libraries log through `java.util.logging`.
    public static void toStandardOutput() {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(APPENDER) instanceof ConsoleAppender<ILoggingEvent> console) {
            console.stop();
            console.setTarget("System.out");
            // Stopped with its appender, but not started with it.
            console.getEncoder().start();
            console.start();
        }
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
