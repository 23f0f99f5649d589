package io.inferencegateway.operator.status;

import static io.inferencegateway.operator.status.GatewayEvent.Severity.NORMAL;
import static io.inferencegateway.operator.status.GatewayEvent.Severity.WARNING;

import io.fabric8.kubernetes.api.model.Condition;
import io.inferencegateway.contract.BudgetTier;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.EventReason;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.contract.InferenceGatewayStatus.PolicyStatus;
import io.inferencegateway.contract.Slo.ErrorBudgetPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What happened between two statuses of a gateway. The status remembers, so each change is told once, also over a
/// restart of the operator.
public final class Happenings {
    private static final PolicyStatus NONE = new PolicyStatus(null, null, null, null);

    private Happenings() {}

    /// Events of the change, in the order of cause and effect.
    public static List<GatewayEvent> between(InferenceGatewayStatus earlier, InferenceGatewayStatus now) {
        var before = policy(earlier);
        var after = policy(now);
        return Stream.of(
                        notAccepted(earlier, now),
                        tier(before, after, now),
                        frozen(before, after),
                        released(before, after))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<GatewayEvent> notAccepted(InferenceGatewayStatus earlier, InferenceGatewayStatus now) {
        return refusal(now)
                .filter(words -> !refusal(earlier).equals(Optional.of(words)))
                .map(words -> new GatewayEvent(WARNING, EventReason.NOT_ACCEPTED, "CheckSpec", words));
    }

    private static Optional<String> refusal(InferenceGatewayStatus status) {
        return Transitions.find(status.conditions(), ConditionType.ACCEPTED)
                .filter(accepted -> "False".equals(accepted.getStatus()))
                .map(Condition::getMessage);
    }

    private static PolicyStatus policy(InferenceGatewayStatus status) {
        return Optional.ofNullable(status.errorBudgetPolicy()).orElse(NONE);
    }

    // The first tier is news only when it is a bad one.
    private static Optional<GatewayEvent> tier(PolicyStatus before, PolicyStatus after, InferenceGatewayStatus now) {
        var earlier = Optional.ofNullable(before.tier()).orElse(BudgetTier.BUSINESS_AS_USUAL);
        return Optional.ofNullable(after.tier())
                .filter(tier -> tier != earlier)
                .map(tier -> new GatewayEvent(
                        tier.compareTo(earlier) > 0 ? WARNING : NORMAL,
                        EventReason.BUDGET_TIER_CHANGED,
                        "EvaluateErrorBudget",
                        "%s, was %s: error budget left is %s%s. %s"
                                .formatted(tier.text(), earlier.text(), tier.budget(), figures(now), tier.action())));
    }

    private static String figures(InferenceGatewayStatus now) {
        return Optional.ofNullable(now.summary())
                .map(summary -> " (%s: %s)".formatted(summary.objective(), summary.budget()))
                .orElse("");
    }

    private static Optional<GatewayEvent> frozen(PolicyStatus before, PolicyStatus after) {
        return Optional.ofNullable(after.heldBack())
                .filter(held -> !held.equals(before.heldBack()))
                .map(held -> new GatewayEvent(
                        WARNING,
                        EventReason.ROLLOUT_FROZEN,
                        "HoldBackRollout",
                        "%s waits for error budget. To roll it out anyway, annotate the gateway with %s and the reason"
                                .formatted(held, ErrorBudgetPolicy.OVERRIDE_ANNOTATION)));
    }

    private static Optional<GatewayEvent> released(PolicyStatus before, PolicyStatus after) {
        return Optional.ofNullable(before.heldBack())
                .filter(held -> after.heldBack() == null)
                .map(held -> new GatewayEvent(
                        NORMAL,
                        EventReason.ROLLOUT_RELEASED,
                        "ReleaseRollout",
                        held + " is held back no more"
                                + Optional.ofNullable(after.overriddenBy())
                                        .map(reason -> "; the freeze is overridden: " + reason)
                                        .orElse("")));
    }
}
