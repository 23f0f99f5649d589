package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Rules that Prometheus evaluates one after the other, at the same instant.
///
/// @param interval between evaluations; empty means Prometheus' own
public record RuleGroup(String name, Optional<Duration> interval, List<Rule> rules) {
    public RuleGroup {
        rules = List.copyOf(rules);
    }
}
