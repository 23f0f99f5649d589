package io.inferencegateway.operator.assess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A span that a pod has made.
///
/// @param kind as OTLP numbers it
/// @param attributes their names
public record SpanSeen(String name, int kind, String spanId, String parentId, Set<String> attributes) {
    static final int SERVER = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reads the JSON of OTLP.
    ///
    /// @throws JsonProcessingException when it is no JSON
    public static List<SpanSeen> read(String document) throws JsonProcessingException {
        var spans = new ArrayList<SpanSeen>();
        JSON.readTree(document).path("resourceSpans").forEach(resource -> resource.path("scopeSpans")
                .forEach(scope -> scope.path("spans").forEach(span -> spans.add(of(span)))));
        return spans;
    }

    private static SpanSeen of(JsonNode span) {
        var attributes = new TreeSet<String>();
        span.path("attributes")
                .forEach(attribute -> attributes.add(attribute.path("key").asText()));
        return new SpanSeen(
                span.path("name").asText(),
                span.path("kind").asInt(),
                span.path("spanId").asText(),
                span.path("parentSpanId").asText(),
                attributes);
    }
}
