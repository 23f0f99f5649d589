package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Endpoints;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/// The last few traces whose callers asked to see them, by a key in `tracestate`: `igw assess` looks at what the pod
/// made of its request, and so can a person without a trace store. All other spans pass by untouched, so a caller sees
/// its own traces only.
final class KeptTraces implements SpanProcessor {
    private static final int TRACES = 16;
    // A prediction makes about ten.
    private static final int SPANS = 64;

    private final Map<String, List<KeptSpan>> traces = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Entry<String, List<KeptSpan>> eldest) {
            return size() > TRACES;
        }
    };

    /// Spans of a trace that have ended, in that order; none of one that was not kept.
    synchronized List<KeptSpan> of(String traceId) {
        return List.copyOf(traces.getOrDefault(traceId, List.of()));
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().getTraceState().get(Endpoints.KEEP_TRACE) != null) {
            keep(span.toSpanData());
        }
    }

    private synchronized void keep(SpanData span) {
        var spans = traces.computeIfAbsent(span.getTraceId(), _ -> new ArrayList<>());
        if (spans.size() < SPANS) {
            spans.add(KeptSpan.of(span));
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }
}
