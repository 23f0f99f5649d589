package io.inferencegateway.pod.telemetry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.logback.appender.v1_0.OpenTelemetryAppender;
import org.slf4j.LoggerFactory;

/// Sends log records over OTLP beside writing them, when `OTEL_LOGS_EXPORTER` asks for it; added at run time, so that
/// it costs nothing when it does not.
final class LogExport implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final OpenTelemetryAppender appender = new OpenTelemetryAppender();

    private LogExport() {}

    /// Every line that is logged goes to the SDK's log exporter too, with its fields as attributes, until this is
    /// closed.
    static LogExport to(OpenTelemetry telemetry) {
        var export = new LogExport();
        var appender = export.appender;
        appender.setName("otlp");
        appender.setContext(export.root.getLoggerContext());
        appender.setCaptureKeyValuePairAttributes(true);
        appender.setCaptureMdcAttributes("*");
        appender.setOpenTelemetry(telemetry);
        appender.addFilter(new NotTheExportersOwn());
        appender.start();
        export.root.addAppender(appender);
        return export;
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
    }

    /// An exporter that cannot send says so in the log; to export that line would fail again.
    private static final class NotTheExportersOwn extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLoggerName().startsWith("io.opentelemetry.") ? FilterReply.DENY : FilterReply.NEUTRAL;
        }
    }
}
