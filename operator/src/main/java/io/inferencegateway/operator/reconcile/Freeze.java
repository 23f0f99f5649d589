package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus.PolicyStatus;
import io.inferencegateway.contract.Slo.ErrorBudgetPolicy;
import io.inferencegateway.operator.OperatorSettings;
import io.inferencegateway.operator.desired.AlertRules;
import io.inferencegateway.operator.desired.RolledOut;
import io.inferencegateway.operator.status.BudgetAnswer;
import io.inferencegateway.operator.status.ErrorBudget;
import io.inferencegateway.operator.status.RolloutFreeze;
import io.inferencegateway.operator.status.StatusOf;
import java.util.Map;
import java.util.Optional;

/// The error-budget policy at work: with too little budget left, a gateway goes on with the model and image that its
/// Deployment runs, and everything else of its spec is carried out. Pure.
///
/// @param gateway what is carried out
/// @param policy how it stands, for the status; empty without a policy
record Freeze(InferenceGateway gateway, Optional<RolloutFreeze> policy) {

    static Freeze of(
            InferenceGateway gateway, BudgetAnswer budget, Optional<Deployment> deployment, OperatorSettings settings) {
        var policy = Optional.ofNullable(gateway.getSpec().slo().errorBudgetPolicy());
        if (policy.isEmpty()) {
            return new Freeze(gateway, Optional.empty());
        }
        boolean frozen = frozen(policy.get(), gateway, budget, settings);
        var overridden = override(gateway);
        var wanted = RolledOut.wanted(gateway, settings);
        var running = deployment
                .flatMap(RolledOut::running)
                .filter(other -> frozen && overridden.isEmpty() && !other.isSameRelease(wanted));
        return new Freeze(
                running.map(other -> other.in(gateway)).orElse(gateway),
                Optional.of(new RolloutFreeze(frozen, running.map(wanted::insteadOf), overridden)));
    }

    /// Nothing is held back of a spec that is not carried out at all.
    static Freeze none(InferenceGateway gateway) {
        return new Freeze(gateway, Optional.empty());
    }

    // Without evidence it stays as it was: a restart of the operator or of Prometheus must release nothing, and a
    // Prometheus that was never there must hold nothing back.
    private static boolean frozen(
            ErrorBudgetPolicy policy, InferenceGateway gateway, BudgetAnswer budget, OperatorSettings settings) {
        return switch (budget) {
            case BudgetAnswer.NotConfigured none -> false;
            case BudgetAnswer.Pending early -> before(gateway);
            case BudgetAnswer.Unavailable down -> before(gateway);
            case BudgetAnswer.Known known ->
                ErrorBudget.least(known, AlertRules.slos(gateway, settings))
                        .map(spent -> spent.remainingPercent() < policy.freezeBelow())
                        .orElseGet(() -> before(gateway));
        };
    }

    private static boolean before(InferenceGateway gateway) {
        return Optional.ofNullable(StatusOf.previous(gateway).errorBudgetPolicy())
                .map(PolicyStatus::frozen)
                .orElse(false);
    }

    private static Optional<String> override(InferenceGateway gateway) {
        var annotations =
                Optional.ofNullable(gateway.getMetadata().getAnnotations()).orElse(Map.of());
        return Optional.ofNullable(annotations.get(ErrorBudgetPolicy.OVERRIDE_ANNOTATION))
                .map(String::strip)
                .filter(reason -> !reason.isEmpty() && !reason.equals("false"));
    }
}
