package io.inferencegateway.operator.cli.assess;

import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.List;
import java.util.Objects;

/// Tells log collectors by what all of them need, whatever they are called: the folder of the node's log files.
final class LogCollectors {
    private static final List<String> FOLDERS =
            List.of("/var/log", "/var/log/pods", "/var/log/containers", "/var/lib/docker/containers");

    private LogCollectors() {}

    static boolean isOne(Pod pod) {
        return "Running".equals(pod.getStatus().getPhase())
                && isOfEveryNode(pod)
                && pod.getSpec().getVolumes().stream()
                        .map(Volume::getHostPath)
                        .filter(Objects::nonNull)
                        .map(HostPathVolumeSource::getPath)
                        .anyMatch(LogCollectors::holdsLogs);
    }

    // Others that mount the folder write their own files there.
    private static boolean isOfEveryNode(Pod pod) {
        return pod.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> owner.getKind().equals("DaemonSet"));
    }

    private static boolean holdsLogs(String path) {
        return FOLDERS.contains(path.replaceAll("/+$", ""));
    }
}
