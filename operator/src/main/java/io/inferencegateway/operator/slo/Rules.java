package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The door of this room: promises and a policy in, the groups of one rule file out. Deterministic.
public final class Rules {
    /// The alert on a budget that burns too fast.
    public static final String BURN_ALERT = BurnRateAlerts.BURN;

    private Rules() {}

    /// Rule groups of a gateway, in the order in which they build on each other.
    public static List<RuleGroup> of(Promises promises, AlertPolicy policy) {
        var gateway = promises.gateway();
        var recordings = promises.objectives().stream().map(RecordingRules::new).toList();
        var groups = new ArrayList<RuleGroup>();
        var sli = each(recordings, RecordingRules::ratios);
        sli.add(CapacityAlerts.rate(promises));
        groups.add(group("sli", gateway, Optional.empty(), sli));
        groups.add(group("events", gateway, Optional.of(Recorded.STEP), each(recordings, RecordingRules::events)));
        groups.add(group(
                "long", gateway, Optional.of(Duration.ofMinutes(1)), each(recordings, RecordingRules::longWindows)));
        groups.add(group("meta", gateway, Optional.empty(), each(recordings, RecordingRules::meta)));
        if (policy.enabled()) {
            groups.add(group("alerts", gateway, Optional.empty(), alerts(promises, policy)));
        }
        return groups;
    }

    /// What a user should know about the alerts of an objective; empty when every one of them can fire.
    public static String note(Objective objective, AlertPolicy policy) {
        return Stream.of(objective.note(), policy.thresholds() ? ThresholdAlerts.note(objective) : "")
                .filter(Predicate.not(String::isEmpty))
                .collect(Collectors.joining("; "));
    }

    private static List<Rule> alerts(Promises promises, AlertPolicy policy) {
        var alerts = each(promises.objectives(), objective -> new BurnRateAlerts(objective, policy).rules());
        alerts.addAll(new BlindAlerts(promises, policy).rules());
        promises.capacity()
                .ifPresent(capacity -> alerts.addAll(new CapacityAlerts(promises, capacity, policy).rules()));
        if (policy.thresholds()) {
            alerts.addAll(new ThresholdAlerts(promises, policy).rules());
        }
        return alerts;
    }

    private static <T> List<Rule> each(List<T> things, Function<T, List<Rule>> rules) {
        return things.stream().map(rules).flatMap(List::stream).collect(Collectors.toCollection(ArrayList::new));
    }

    // Namespace and name in it, because Prometheus shows groups of all namespaces in one list.
    private static RuleGroup group(String part, GatewayName gateway, Optional<Duration> interval, List<Rule> rules) {
        return new RuleGroup("igw-" + part + "-" + gateway.namespace() + "-" + gateway.name(), interval, rules);
    }
}
