package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The tiers of the lab's error-budget policy: what the budget that is left asks a team to do. Best first.
public enum BudgetTier {
    @JsonProperty("BusinessAsUsual")
    BUSINESS_AS_USUAL("BusinessAsUsual", "more than 75 %", "Go on developing features."),
    @JsonProperty("Caution")
    CAUTION("Caution", "50 to 75 %", "Review recent changes, watch more closely."),
    @JsonProperty("SlowDown")
    SLOW_DOWN("SlowDown", "25 to 50 %", "Pause deployments that are not critical, turn to reliability."),
    @JsonProperty("Freeze")
    FREEZE("Freeze", "less than 25 %", "Stop deploying features, work on reliability only."),
    @JsonProperty("Incident")
    INCIDENT("Incident", "none", "Declare an incident, everybody helps to recover.");

    private final String text;
    private final String budget;
    private final String action;

    BudgetTier(String text, String budget, String action) {
        this.text = text;
        this.budget = budget;
        this.action = action;
    }

    /// The tier of a share of the budget: 1 is all of it, 0 or less none.
    public static BudgetTier of(double remaining) {
        if (remaining <= 0) {
            return INCIDENT;
        }
        if (remaining < 0.25) {
            return FREEZE;
        }
        if (remaining < 0.5) {
            return SLOW_DOWN;
        }
        return remaining <= 0.75 ? CAUTION : BUSINESS_AS_USUAL;
    }

    public String text() {
        return text;
    }

    /// The budget that is left, in words.
    public String budget() {
        return budget;
    }

    /// What the policy asks for.
    public String action() {
        return action;
    }
}
