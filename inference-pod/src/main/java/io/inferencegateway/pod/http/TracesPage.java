package io.inferencegateway.pod.http;

import io.helidon.json.JsonObject;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.pod.telemetry.KeptSpan;
import io.inferencegateway.pod.telemetry.Tracing;
import java.util.List;
import java.util.Map;

/// `GET /debug/traces?id=TRACE-ID`: the spans of a trace whose caller sent `tracestate: igw=…`, in the JSON of OTLP,
/// with every attribute as text. A trace that was not kept has none.
final class TracesPage implements Handler {
    private final Tracing tracing;

    TracesPage(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var id = request.query().first("id").orElse("");
        if (!id.matches("[0-9a-f]{32}")) {
            String path = request.path().path();
            Respond.error(
                    response,
                    400,
                    "INVALID_INPUT",
                    "Say which trace: " + path + "?id= and the 32 hexadecimal digits of its id. Kept are traces whose"
                            + " caller sent 'tracestate: " + Endpoints.KEEP_TRACE + "=keep'",
                    Exchange.of(request));
            return;
        }
        Respond.json(response, 200, document(tracing.kept(id)));
    }

    private static JsonObject document(List<KeptSpan> spans) {
        var resources = spans.stream()
                .limit(1)
                .map(first -> JsonObject.builder()
                        .set("resource", attributes(first.resource()))
                        .setValues(
                                "scopeSpans",
                                List.of(JsonObject.builder()
                                        .setValues(
                                                "spans",
                                                spans.stream()
                                                        .map(TracesPage::span)
                                                        .toList())
                                        .build()))
                        .build())
                .toList();
        return JsonObject.builder().setValues("resourceSpans", resources).build();
    }

    private static JsonObject span(KeptSpan span) {
        return JsonObject.builder()
                .from(attributes(span.attributes()))
                .set("traceId", span.traceId())
                .set("spanId", span.spanId())
                .set("parentSpanId", span.parentId())
                .set("name", span.name())
                .set("kind", span.kind())
                // As text, because a double does not hold them.
                .set("startTimeUnixNano", "" + span.startNanos())
                .set("endTimeUnixNano", "" + span.endNanos())
                .build();
    }

    private static JsonObject attributes(Map<String, String> attributes) {
        return JsonObject.builder()
                .setValues(
                        "attributes",
                        attributes.entrySet().stream()
                                .map(attribute -> JsonObject.builder()
                                        .set("key", attribute.getKey())
                                        .set(
                                                "value",
                                                JsonObject.builder()
                                                        .set("stringValue", attribute.getValue())
                                                        .build())
                                        .build())
                                .toList())
                .build();
    }
}
