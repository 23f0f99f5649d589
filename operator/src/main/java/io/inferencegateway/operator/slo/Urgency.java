package io.inferencegateway.operator.slo;

/// Who hears an alert: somebody is woken, or it waits for the morning. The policy gives each its `severity`.
public enum Urgency {
    PAGE,
    TICKET
}
