package io.inferencegateway.operator.cli.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What a pod that did not get ready said last: its complaints, else its last lines.
final class PodWords {
    private static final int LINES = 10;
    private static final Set<String> COMPLAINTS = Set.of("warning", "error", "critical");
    private static final ObjectMapper JSON = new ObjectMapper();

    private PodWords() {}

    static List<String> last(Path log) throws IOException {
        var lines = Files.exists(log)
                ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                        .lines()
                        .toList()
                : List.<String>of();
        var complaints = lines.stream().filter(PodWords::isComplaint).toList();
        return tail(complaints.isEmpty() ? lines : complaints).stream()
                .map(PodWords::readable)
                .toList();
    }

    private static List<String> tail(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    // A line that is no JSON comes from the JVM: it is always worth reading.
    private static boolean isComplaint(String line) {
        var fields = parse(line);
        return !fields.isObject()
                || COMPLAINTS.contains(fields.path("level").asText("error").toLowerCase(Locale.ROOT));
    }

    private static String readable(String line) {
        var fields = parse(line);
        if (!fields.isObject()) {
            return line;
        }
        var text = new StringBuilder(
                fields.path("event").asText(fields.path("message").asText("")));
        for (String detail : List.of("error", "exception", "message")) {
            String value = fields.path(detail).asText("");
            if (!value.isEmpty() && text.indexOf(value) < 0) {
                text.append(": ").append(value);
            }
        }
        return text.isEmpty() ? line : text.toString();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException noJson) {
            return JSON.missingNode();
        }
    }
}
