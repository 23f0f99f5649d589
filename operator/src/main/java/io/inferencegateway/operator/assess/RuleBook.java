package io.inferencegateway.operator.assess;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rules of a gateway, where they were found.
///
/// @param source who has them, for people
/// @param unheeded why nobody evaluates them; empty where a Prometheus does
public record RuleBook(String source, Optional<String> unheeded, List<Loaded> rules) {
    /// A rule.
    ///
    /// @param name of the alert, or of the series that is recorded
    /// @param error why its last evaluation failed; empty when it did not, or when nobody says
    public record Loaded(String name, boolean alert, String expression, Map<String, String> labels, String error) {}

    public RuleBook {
        rules = List.copyOf(rules);
    }

    /// The recording of an objective.
    Optional<Loaded> recording(String name, String slo) {
        return rules.stream()
                .filter(rule -> !rule.alert()
                        && rule.name().equals(name)
                        && slo.equals(rule.labels().get("slo")))
                .findFirst();
    }

    /// Whether there is an alert of this name and severity.
    boolean alerts(String name, String severity) {
        return rules.stream()
                .anyMatch(rule -> rule.alert()
                        && rule.name().equals(name)
                        && severity.equals(rule.labels().get("severity")));
    }
}
