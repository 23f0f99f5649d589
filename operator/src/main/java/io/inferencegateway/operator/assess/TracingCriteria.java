package io.inferencegateway.operator.assess;

import io.inferencegateway.contract.wire.Metrics;
import java.util.List;
import java.util.function.Function;

/// TRACING-1 to TRACING-7.
final class TracingCriteria {
    static final List<Criterion> ALL = List.of(
            criterion(
                    1,
                    "The OpenTelemetry SDK is configured with an exporter",
                    "the pod counts what it exports: " + Metrics.SPANS_EXPORTED
                            + " is in its scrape, which it is only where the SDK runs and has an exporter of spans",
                    "nothing below exists without it",
                    "set spec.observability.tracing.endpoint, and no OTEL_SDK_DISABLED in podTemplate.env",
                    TracingChecks::sdk),
            criterion(
                    2,
                    "HTTP requests are traced by themselves: a server span for each",
                    "the trace of our prediction has a span POST /predict of the kind server",
                    "every request has a trace, whether or not somebody thought of it",
                    "serve with an image of this project; see what GET /debug/traces shows",
                    TracingChecks::serverSpan),
            criterion(
                    3,
                    "Custom spans: preprocessing, inference, postprocessing",
                    "the same trace has " + String.join(", ", TracingChecks.PARTS) + ", all below the server span",
                    "which step took the time",
                    "serve with an image of this project; see what GET /debug/traces shows",
                    TracingChecks::customSpans),
            criterion(
                    4,
                    "Span attributes: route, status, model name, latency, file size",
                    "the same spans have " + String.join(", ", TracingChecks.ATTRIBUTES),
                    "traces are searched by them",
                    "raise OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT, or leave it out of podTemplate.env",
                    TracingChecks::attributes),
            criterion(
                    5,
                    "Trace context propagates: the caller's trace goes on in the pod and in its log",
                    "our traceparent's trace id is that of the spans, whose first is a child of ours, and of the log line request_completed",
                    "one trace from the user's click to the model",
                    "let no proxy drop traceparent and tracestate, and leave OTEL_PROPAGATORS out of podTemplate.env",
                    TracingChecks::propagation),
            criterion(
                    6,
                    "Traces are sampled as their caller decided",
                    "a request whose traceparent says sampled is recorded, one whose traceparent does not is not",
                    "half-sampled traces are useless, and full ones at every hop are dear",
                    "use a parentbased_ sampler in OTEL_TRACES_SAMPLER, as the operator does, and let no proxy change the flag",
                    TracingChecks::sampling),
            criterion(
                    7,
                    "Spans reach an OTLP collector",
                    "after our predictions " + Metrics.SPANS_EXPORTED
                            + " rises without an error_type, and with one it does not",
                    "a trace that does not arrive is none",
                    "see that the collector at spec.observability.tracing.endpoint answers, and that a NetworkPolicy lets the pod reach it",
                    TracingChecks::export));

    private TracingCriteria() {}

    private static Criterion criterion(
            int number, String title, String seenBy, String why, String mend, Function<Evidence, Result> check) {
        return new Criterion(
                "TRACING-" + number,
                Group.TRACING,
                title,
                seenBy,
                why,
                mend,
                "kubectl logs -n NAMESPACE deployment/NAME | grep -E 'Tracing|opentelemetry'",
                check);
    }
}
