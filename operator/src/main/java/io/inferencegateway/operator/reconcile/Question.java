package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.status.Rollout;
import io.inferencegateway.operator.status.StatusOf;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/// Which pod, if any, has something new to say about the model.
final class Question {
    private Question() {}

    /// An unready pod, for its reason; or, once after each finished rollout, a ready one, for what it has loaded.
    static Optional<Pod> about(InferenceGateway gateway, Owned owned) {
        if (!Rollout.of(gateway, owned.deployment()).complete()) {
            return newest(owned, pod -> !ready(pod));
        }
        return known(gateway) ? Optional.empty() : newest(owned, Question::ready);
    }

    // A rollout leaves Reconciling in the status it ends with, so its end is seen exactly once.
    private static boolean known(InferenceGateway gateway) {
        var status = StatusOf.previous(gateway);
        var model = status.model();
        return model != null
                && model.version() != null
                && StatusOf.condition(status, ConditionType.RECONCILING).isEmpty()
                && StatusOf.condition(status, ConditionType.STALLED).isEmpty()
                && StatusOf.condition(status, ConditionType.MODEL_LOADED)
                        .filter(loaded -> "True".equals(loaded.getStatus()))
                        .isPresent();
    }

    // The newest pod is the one that runs the newest spec.
    private static Optional<Pod> newest(Owned owned, Predicate<Pod> state) {
        return owned.pods().stream()
                .filter(Question::running)
                .filter(state)
                .max(Comparator.comparing(
                                (Pod pod) -> String.valueOf(pod.getMetadata().getCreationTimestamp()))
                        .thenComparing(pod -> pod.getMetadata().getName()));
    }

    private static boolean running(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getStatus() != null
                && pod.getStatus().getPodIP() != null
                && "Running".equals(pod.getStatus().getPhase());
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .map(PodCondition::getStatus)
                .anyMatch("True"::equals);
    }
}
