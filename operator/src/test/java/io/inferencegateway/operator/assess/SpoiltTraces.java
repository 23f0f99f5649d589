package io.inferencegateway.operator.assess;

import java.util.stream.Stream;

/// Traces with one thing amiss.
final class SpoiltTraces {
    private static final Healthy WELL = new Healthy();

    private SpoiltTraces() {}

    static Stream<Spoilt> all() {
        return Stream.of(
                new Spoilt(
                        "TRACING-1",
                        "no exporter",
                        "the pod has no exporter of spans",
                        WELL.scrape(text -> Spoilt.dropped(text, "otel_sdk_exporter_span"))),
                new Spoilt(
                        "TRACING-1",
                        "no SDK",
                        "the pod has no exporter of spans",
                        WELL.scrape(text -> Spoilt.dropped(text, "otel_sdk_exporter_span"))
                                .log(text -> text.replaceAll("\"trace_id\":\"[^\"]*\",", ""))
                                .withoutSpans()),
                new Spoilt(
                        "TRACING-2",
                        "no server span",
                        "no span POST /predict of the kind server",
                        WELL.spans(text -> text.replace("\"kind\":2", "\"kind\":1"))),
                new Spoilt(
                        "TRACING-3",
                        "a step less",
                        "no run_inference",
                        WELL.spans(text -> text.replace("run_inference", "something"))),
                new Spoilt(
                        "TRACING-3",
                        "torn",
                        "preprocess_image has a parent that is not in the trace",
                        WELL.spans(text -> text.replace(
                                "\"spanId\":\"03\",\"parentSpanId\":\"02\"",
                                "\"spanId\":\"03\",\"parentSpanId\":\"77\""))),
                new Spoilt(
                        "TRACING-4",
                        "an attribute less",
                        "no file.size_bytes",
                        WELL.spans(text -> text.replace("file.size_bytes", "file.size"))),
                new Spoilt(
                        "TRACING-5",
                        "a trace of its own",
                        "the log has '" + "9".repeat(32),
                        WELL.log(text -> text.replaceAll(
                                        "\"trace_id\":\"[^\"]*\"", "\"trace_id\":\"" + "9".repeat(32) + "\""))
                                .withoutSpans()),
                new Spoilt(
                        "TRACING-5",
                        "another parent",
                        "no span of the trace is a child of ours",
                        WELL.spans(text -> text.replace(Texts.GOOD.spanId(), "8".repeat(16)))),
                new Spoilt(
                        "TRACING-6",
                        "never sampled",
                        "whose caller has it sampled was not",
                        WELL.log(text -> text.replace("\"trace_flags\":1", "\"trace_flags\":0"))
                                .withoutSpans()
                                .scrape(text -> text.replace(
                                        "span_exported_total{error_type=\"\"} 2.0",
                                        "span_exported_total{error_type=\"\"} 0.0"))),
                new Spoilt(
                        "TRACING-6",
                        "always sampled",
                        "has it not sampled was sampled",
                        WELL.log(text -> text.replace("\"trace_flags\":0", "\"trace_flags\":1"))),
                new Spoilt(
                        "TRACING-7",
                        "refused",
                        "3 spans were refused or lost, 2 taken",
                        WELL.scrape(text -> text.replace(
                                "span_exported_total{error_type=\"_OTHER\"} 0.0",
                                "span_exported_total{error_type=\"_OTHER\"} 3.0"))));
    }
}
