package io.inferencegateway.operator.prometheus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.prometheus.NoAnswerException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rules that a Prometheus has loaded and evaluates, asked for once.
public final class LoadedRules {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LoadedRules() {}

    /// A rule.
    ///
    /// @param group its group's name
    /// @param name of the alert, or of the series that is recorded
    /// @param error why its last evaluation failed; empty when it did not
    public record LoadedRule(
            String group, String name, boolean alert, String expression, Map<String, String> labels, String error) {}

    /// Asks for all of them.
    ///
    /// @param settings with a URL
    /// @throws IOException with Prometheus' words, or ours when there is no usable answer
    public static List<LoadedRule> of(PrometheusSettings settings) throws IOException, InterruptedException {
        var rules = new ArrayList<LoadedRule>();
        try (var client = new PrometheusClient(settings.url().orElseThrow(), settings)) {
            client.get("/api/v1/rules", body -> rules.addAll(read(body)));
            return rules;
        } catch (NoAnswerException none) {
            throw new IOException("Prometheus gives no usable answer: " + none.words(), none);
        }
    }

    private static List<LoadedRule> read(InputStream body) throws IOException, NoAnswerException {
        var rules = new ArrayList<LoadedRule>();
        for (var group : groups(body)) {
            group.path("rules")
                    .forEach(rule -> rules.add(rule(group.path("name").asText(), rule)));
        }
        return rules;
    }

    private static JsonNode groups(InputStream body) throws IOException, NoAnswerException {
        try {
            var groups = JSON.readTree(body).at("/data/groups");
            if (groups.isArray()) {
                return groups;
            }
        } catch (JsonProcessingException noJson) {
            // falls through to the sentence below
        }
        throw new NoAnswerException(
                Kind.UNREADABLE,
                "the answer is not that of Prometheus' API; is the URL right, with no login page in between?");
    }

    private static LoadedRule rule(String group, JsonNode rule) {
        var labels = new LinkedHashMap<String, String>();
        rule.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        boolean failed = rule.path("health").asText().equals("err");
        return new LoadedRule(
                group,
                rule.path("name").asText(),
                rule.path("type").asText().equals("alerting"),
                rule.path("query").asText(),
                labels,
                failed ? rule.path("lastError").asText("it says no more") : "");
    }
}
