package io.inferencegateway.operator.status;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Why a pod does not come up: the first failing container's own words, and what to do about them.
final class PodTrouble {
    private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");
    private static final int LONGEST = 400;

    private PodTrouble() {}

    /// The trouble of the first pod that has any, in the order of their names.
    static Optional<String> of(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null && pod.getStatus() != null)
                .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
                .flatMap(pod -> of(pod).stream())
                .findFirst();
    }

    private static Optional<String> of(Pod pod) {
        String name = pod.getMetadata().getName();
        return unscheduled(pod)
                .or(() -> pod.getStatus().getContainerStatuses().stream()
                        .filter(container -> !Boolean.TRUE.equals(container.getReady()))
                        .flatMap(container -> failing(pod, container))
                        .findFirst())
                .map(words -> "pod " + name + ": " + words);
    }

    private static Optional<String> unscheduled(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && "Unschedulable".equals(condition.getReason()))
                .map(condition -> "no node takes it (" + shortened(condition.getMessage())
                        + "); lower spec.resources.requests or add a node that fits")
                .findFirst();
    }

    private static Stream<String> failing(Pod pod, ContainerStatus container) {
        var state = container.getState();
        if (state != null && state.getTerminated() != null) {
            return Stream.of(ended(pod, state.getTerminated()));
        }
        var last = container.getLastState() == null
                ? null
                : container.getLastState().getTerminated();
        if (last != null) {
            return Stream.of(ended(pod, last));
        }
        return state != null && state.getWaiting() != null ? waiting(state.getWaiting()) : Stream.of();
    }

    private static Stream<String> waiting(ContainerStateWaiting waiting) {
        String reason = String.valueOf(waiting.getReason());
        if (ON_ITS_WAY.contains(reason)) {
            return Stream.of();
        }
        String advice =
                switch (reason) {
                    case "ErrImagePull", "ImagePullBackOff", "InvalidImageName" ->
                        "; check spec.runtime.image and the pull secrets of the gateway's ServiceAccount";
                    default -> "";
                };
        return Stream.of(reason + ": " + shortened(String.valueOf(waiting.getMessage())) + advice);
    }

    // How it ended says more than CrashLoopBackOff, and does not change with every longer back-off. The message
    // is the end of the log, which knows nothing of a process that the kernel ended.
    private static String ended(Pod pod, ContainerStateTerminated end) {
        String how = "%s, exit code %d".formatted(end.getReason(), end.getExitCode());
        if ("OOMKilled".equals(end.getReason())) {
            return how + "; raise spec.resources.limits.memory";
        }
        String message = end.getMessage() == null
                ? ""
                : ": " + shortened(end.getMessage().strip());
        return "%s%s; see kubectl logs -n %s %s --previous"
                .formatted(
                        how,
                        message,
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName());
    }

    // Of a log the end tells the cause, of a sentence the beginning.
    private static String shortened(String words) {
        return words.length() <= LONGEST
                ? words
                : words.substring(0, LONGEST / 2) + " … " + words.substring(words.length() - LONGEST / 2);
    }
}
