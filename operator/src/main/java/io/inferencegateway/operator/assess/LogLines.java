package io.inferencegateway.operator.assess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.inferencegateway.operator.assess.Sent.Request;
import java.util.List;

/// Lines that a pod wrote.
///
/// @param lines in their order, none of them blank
public record LogLines(List<Line> lines) {
    /// Event of the line that ends each request.
    public static final String COMPLETED = "request_completed";

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /// A line.
    ///
    /// @param fields missing where the line is no JSON object
    public record Line(String text, JsonNode fields) {
        boolean isJson() {
            return fields.isObject();
        }

        String field(String name) {
            return fields.path(name).asText("");
        }

        /// Whether it speaks of a request: it has its id, or that of its trace.
        boolean isOf(Request request) {
            return field("request_id").equals(request.requestId())
                    || field("trace_id").equals(request.traceId());
        }
    }

    public LogLines {
        lines = List.copyOf(lines);
    }

    /// Reads a log.
    public static LogLines read(String text) {
        return new LogLines(text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> new Line(line, object(line)))
                .toList());
    }

    /// The lines that are JSON objects.
    List<Line> json() {
        return lines.stream().filter(Line::isJson).toList();
    }

    /// Lines of a request.
    public List<Line> of(Request request) {
        return lines.stream().filter(line -> line.isOf(request)).toList();
    }

    /// Lines of a request that tell of this event.
    public List<Line> of(Request request, String event) {
        return of(request).stream()
                .filter(line -> line.field("event").equals(event))
                .toList();
    }

    private static JsonNode object(String line) {
        try {
            var json = JSON.readTree(line);
            return json != null && json.isObject() ? json : MissingNode.getInstance();
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }
}
