package io.inferencegateway.operator.assess;

import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.operator.assess.LogLines.Line;
import io.inferencegateway.operator.assess.Result.Met;
import io.inferencegateway.operator.assess.Result.NotChecked;
import io.inferencegateway.operator.assess.Result.NotMet;
import io.inferencegateway.operator.assess.Sent.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The checks of traces.
final class TracingChecks {
    static final List<String> PARTS =
            List.of("predict_endpoint", "inference_pipeline", "preprocess_image", "run_inference", "postprocess");
    static final List<String> ATTRIBUTES = List.of(
            "http.route",
            "http.response.status_code",
            "inference.model_name",
            "inference.duration_ms",
            "file.size_bytes");
    private static final String SERVER_SPAN = "POST " + Endpoints.PREDICT;

    private TracingChecks() {}

    /// Why nothing is said about traces where none are exported: that is TRACING-1.
    static Optional<Result> untraced(Evidence evidence) {
        return evidence.scrapes()
                .after()
                .optional()
                .filter(scrape -> !scrape.has(Metrics.SPANS_EXPORTED))
                .map(scrape -> new NotChecked("no spans are exported: TRACING-1"));
    }

    static Result sdk(Evidence evidence) {
        return evidence.scrapes()
                .after()
                .judged(scrape -> scrape.has(Metrics.SPANS_EXPORTED)
                        ? new Met("the SDK runs and has an exporter of spans")
                        : new NotMet("the pod has no exporter of spans"));
    }

    // Who is not sampled, or whose trace id is another, has no spans here: those are TRACING-5 and TRACING-6.
    private static Result spans(Evidence evidence, Function<List<SpanSeen>, Result> check) {
        return untraced(evidence).orElseGet(() -> evidence.traces()
                .sampled()
                .judged(spans -> spans.isEmpty()
                        ? new NotChecked("the pod kept no span of our trace: TRACING-5 or TRACING-6 may say why")
                        : check.apply(spans)));
    }

    private static Optional<SpanSeen> server(List<SpanSeen> spans) {
        return spans.stream()
                .filter(span -> span.kind() == SpanSeen.SERVER && span.name().equals(SERVER_SPAN))
                .findFirst();
    }

    static Result serverSpan(Evidence evidence) {
        return spans(evidence, spans -> server(spans)
                .<Result>map(span -> new Met("span %s, kind server".formatted(span.name())))
                .orElseGet(() -> new NotMet(
                        "no span %s of the kind server; there are %s".formatted(SERVER_SPAN, names(spans)))));
    }

    static Result customSpans(Evidence evidence) {
        return spans(evidence, spans -> {
            var amiss = new ArrayList<>(Judge.missing(PARTS.stream(), names(spans)));
            var ids = new HashSet<>(spans.stream().map(SpanSeen::spanId).toList());
            ids.add(evidence.sent().good().spanId());
            // Without a server span its children are without a parent: TRACING-2.
            if (server(spans).isPresent()) {
                spans.stream()
                        .filter(span -> PARTS.contains(span.name()) && !ids.contains(span.parentId()))
                        .map(span -> span.name() + " has a parent that is not in the trace")
                        .forEach(amiss::add);
            }
            return Judge.met(amiss, "%d spans in the trace".formatted(spans.size()));
        });
    }

    static Result attributes(Evidence evidence) {
        return spans(
                evidence,
                spans -> Judge.met(
                        Judge.missing(
                                ATTRIBUTES.stream(),
                                spans.stream()
                                        .flatMap(span -> span.attributes().stream())
                                        .toList()),
                        String.join(", ", ATTRIBUTES)));
    }

    static Result propagation(Evidence evidence) {
        var ours = evidence.sent().good();
        var spans = evidence.traces().sampled().optional().orElse(List.of());
        if (!spans.isEmpty()) {
            return spans.stream().anyMatch(span -> span.parentId().equals(ours.spanId()))
                    ? new Met("our trace goes on in the pod")
                    : new NotMet("no span of the trace is a child of ours");
        }
        return untraced(evidence).orElseGet(() -> completed(evidence, ours)
                .<Result>map(line -> line.field("trace_id").equals(ours.traceId())
                        ? new Met("our trace goes on in the pod's log")
                        : new NotMet(
                                "we sent trace %s, the log has '%s'".formatted(ours.traceId(), line.field("trace_id"))))
                .orElseGet(() -> new NotChecked("neither a span nor a log line of our prediction was seen")));
    }

    static Result sampling(Evidence evidence) {
        var sampled =
                sampled(evidence, evidence.sent().good(), evidence.traces().sampled());
        // Where the one is kept, the other would be.
        var unsampled = sampled(
                        evidence, evidence.sent().unsampled(), evidence.traces().unsampled())
                .or(() -> kept(evidence.traces().sampled()) ? Optional.of(false) : Optional.empty());
        return untraced(evidence).orElseGet(() -> {
            if (sampled.isEmpty() || unsampled.isEmpty()) {
                return new NotChecked("neither spans nor log lines of both our predictions were seen");
            }
            if (!sampled.get()) {
                return new NotMet("a request whose caller has it sampled was not");
            }
            return unsampled.get()
                    ? new NotMet("a request whose caller has it not sampled was sampled")
                    : new Met("the caller's decision is followed, both ways");
        });
    }

    // A kept span is one that was sampled; else the log says it. A trace that the pod did not take up is another's, and
    // says nothing about ours.
    private static Optional<Boolean> sampled(Evidence evidence, Request request, Seen<List<SpanSeen>> spans) {
        return kept(spans)
                ? Optional.of(true)
                : completed(evidence, request)
                        .filter(line -> line.field("trace_id").equals(request.traceId()))
                        .map(line -> line.fields().path("trace_flags").asInt(0) % 2 == 1);
    }

    private static boolean kept(Seen<List<SpanSeen>> spans) {
        return spans.optional().filter(kept -> !kept.isEmpty()).isPresent();
    }

    private static Optional<Line> completed(Evidence evidence, Request request) {
        return evidence.log().optional().flatMap(log -> log.of(request, LogLines.COMPLETED).stream()
                .findFirst());
    }

    static Result export(Evidence evidence) {
        return untraced(evidence).orElseGet(() -> evidence.scrapes().after().judged(scrape -> {
            double taken = evidence.scrapes().growth(Metrics.SPANS_EXPORTED, Metrics.ERROR_TYPE, "");
            double refused = evidence.scrapes().growth(Metrics.SPANS_EXPORTED) - taken;
            if (taken == 0 && refused == 0) {
                return new NotChecked("no span was exported while we waited; is anything sampled (TRACING-6)?");
            }
            return refused > 0
                    ? new NotMet("%.0f spans were refused or lost, %.0f taken".formatted(refused, taken))
                    : new Met("a collector took %.0f spans".formatted(taken));
        }));
    }

    private static List<String> names(List<SpanSeen> spans) {
        return spans.stream().map(SpanSeen::name).distinct().sorted().toList();
    }
}
