package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The door of this room: an objective and a policy in, the groups of one rule file out. Deterministic.
public final class Rules {
    private Rules() {}

    /// The objective on the share of prediction requests that are answered well.
    public static Objective availability(String namespace, String gateway, double targetPercent, int windowDays) {
        return Objective.of(namespace, gateway, Availability.NAME, targetPercent, windowDays);
    }

    /// Rule groups of the availability objective, in the order in which they build on each other.
    public static List<RuleGroup> of(Objective objective, AlertPolicy policy) {
        var recordings = new RecordingRules(objective);
        var groups = new ArrayList<RuleGroup>();
        groups.add(group("sli", objective, Optional.empty(), recordings.ratios()));
        groups.add(group("events", objective, Optional.of(recordings.eventsInterval()), recordings.events()));
        groups.add(group("long", objective, Optional.of(Duration.ofMinutes(1)), recordings.longWindows()));
        groups.add(group("meta", objective, Optional.empty(), recordings.meta()));
        if (policy.enabled()) {
            var alerts = Stream.concat(
                            new BurnRateAlerts(objective, policy).rules().stream(),
                            new BlindAlerts(objective, policy).rules().stream())
                    .toList();
            groups.add(group("alerts", objective, Optional.empty(), alerts));
        }
        return groups;
    }

    // Namespace and name in it, because Prometheus shows groups of all namespaces in one list.
    private static RuleGroup group(String part, Objective objective, Optional<Duration> interval, List<Rule> rules) {
        return new RuleGroup("igw-" + part + "-" + objective.namespace() + "-" + objective.gateway(), interval, rules);
    }
}
