package io.inferencegateway.operator.status;

import io.inferencegateway.contract.EventReason;

/// Something that happened to a gateway and that somebody should hear of, once: it becomes a Kubernetes Event.
///
/// @param action what the operator did, in one CamelCase word
/// @param message what happened and what to do next
public record GatewayEvent(Severity severity, EventReason reason, String action, String message) {
    /// As `kubectl` sorts Events.
    public enum Severity {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String text;

        Severity(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}
