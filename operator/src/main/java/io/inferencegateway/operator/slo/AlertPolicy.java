package io.inferencegateway.operator.slo;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// Whether and how the objectives of a gateway alert.
///
/// @param enabled false keeps the recordings and drops the alerts
/// @param thresholds whether the lab's fourteen alerts are there, too
/// @param minBadEvents bad events a burn-rate alert needs in its long window, a threshold alert in the last hour
/// @param page value of the label `severity` of alerts somebody is woken for
/// @param ticket value of the label `severity` of alerts that can wait
/// @param labels more labels of every alert; never those the rules set themselves
/// @param runbooks folder of the runbook pages
/// @param targetsExpected whether it is a fault that no pod answers Prometheus; false for a gateway scaled to zero
public record AlertPolicy(
        boolean enabled,
        boolean thresholds,
        int minBadEvents,
        String page,
        String ticket,
        Map<String, String> labels,
        String runbooks,
        boolean targetsExpected) {
    public AlertPolicy {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        runbooks = runbooks.endsWith("/") ? runbooks.substring(0, runbooks.length() - 1) : runbooks;
    }

    /// Labels of an alert: the user's own and its severity, as text that Prometheus' templates leave alone.
    public Map<String, String> labels(Urgency urgency) {
        var all = new TreeMap<String, String>();
        labels.forEach((label, value) -> all.put(label, AlertText.literal(value)));
        all.put(Alerts.SEVERITY, AlertText.literal(severity(urgency)));
        return all;
    }

    /// Where the runbook of an alert is, as an annotation.
    public String runbookLink(String alert) {
        return AlertText.literal(runbook(alert));
    }

    public String severity(Urgency urgency) {
        return switch (urgency) {
            case PAGE -> page;
            case TICKET -> ticket;
        };
    }

    String runbook(String alert) {
        return runbooks + "/" + alert + ".md";
    }
}
