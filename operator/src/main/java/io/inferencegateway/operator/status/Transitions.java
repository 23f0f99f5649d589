package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.inferencegateway.contract.ConditionType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From findings to conditions: a condition keeps its transition time until its status changes, as the API
/// conventions ask.
final class Transitions {
    private Transitions() {}

    static List<Condition> conditions(
            Map<ConditionType, Finding> findings, List<Condition> previous, long generation, Instant now) {
        return findings.entrySet().stream()
                .map(entry -> condition(entry.getKey(), entry.getValue(), previous, generation, now))
                .toList();
    }

    static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
        return conditions.stream()
                .filter(condition -> type.text().equals(condition.getType()))
                .findFirst();
    }

    private static Condition condition(
            ConditionType type, Finding finding, List<Condition> previous, long generation, Instant now) {
        String since = find(previous, type)
                .filter(earlier -> finding.status().equals(earlier.getStatus()))
                .map(Condition::getLastTransitionTime)
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type.text())
                .withStatus(finding.status())
                .withReason(finding.reason().text())
                .withMessage(finding.message())
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }
}
