package io.inferencegateway.pod.telemetry;

import io.opentelemetry.exporter.logging.LoggingSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/// Exporters of the SDK, with what they send counted.
final class CountedExporters {
    private CountedExporters() {}

    /// The console's is left as it is: what it writes arrives.
    static SpanExporter of(SpanExporter exporter, ExportMetrics metrics) {
        return exporter instanceof LoggingSpanExporter ? exporter : new Spans(exporter, metrics.spans());
    }

    static LogRecordExporter of(LogRecordExporter exporter, ExportMetrics metrics) {
        return new LogRecords(exporter, metrics.logRecords());
    }

    private record Spans(SpanExporter exporter, ExportMetrics.Exports exports) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return exports.counted(spans.size(), exporter.export(spans));
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }

    private record LogRecords(LogRecordExporter exporter, ExportMetrics.Exports exports) implements LogRecordExporter {
        @Override
        public CompletableResultCode export(Collection<LogRecordData> records) {
            return exports.counted(records.size(), exporter.export(records));
        }

        @Override
        public CompletableResultCode flush() {
            return exporter.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return exporter.shutdown();
        }
    }
}
