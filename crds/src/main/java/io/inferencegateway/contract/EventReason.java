package io.inferencegateway.contract;

/// Reasons of the Kubernetes Events the operator writes about a gateway, one per change. They are API: never renamed.
public enum EventReason {
    NOT_ACCEPTED("NotAccepted", "The spec cannot be carried out; the message is that of the condition Accepted."),
    BUDGET_TIER_CHANGED(
            "ErrorBudgetTierChanged", "The error budget has entered another tier; a Warning when that is a worse one."),
    ROLLOUT_FROZEN(
            "RolloutFrozen", "A changed model or image is held back until there is error budget, or an annotation."),
    ROLLOUT_RELEASED("RolloutReleased", "What was held back is rolled out, or asked for no more.");

    private final String text;
    private final String meaning;

    EventReason(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    public String text() {
        return text;
    }

    /// One sentence for the reference page.
    public String meaning() {
        return meaning;
    }
}
