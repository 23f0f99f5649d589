package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// The pod of a gateway. Whatever is written here restarts the pods when it changes; what Prometheus alone needs (SLO
/// targets, windows, alerting) must not get in.
final class PodTemplate {
    private static final long USER = 65532;
    private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(10);
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private PodTemplate() {}

    static PodTemplateSpec of(InferenceGateway gateway, OperatorSettings settings) {
        var asked = gateway.getSpec().podTemplate();
        var labels = new LinkedHashMap<>(Labels.ofPod(gateway));
        asked.labels().forEach(labels::putIfAbsent);
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(asked.annotations())
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(PodIdentity.name(gateway))
                .withAutomountServiceAccountToken(false)
                // Otherwise a Service called "metrics" or "otel-..." would set METRICS_PORT and the like in the pod.
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(gracePeriod(gateway).toSeconds())
                .withSecurityContext(restricted(gateway))
                .withNodeSelector(asked.nodeSelector())
                .withTolerations(Placement.tolerations(gateway))
                .withAffinity(asked.affinity())
                .withTopologySpreadConstraints(Placement.spread(gateway))
                .withPriorityClassName(asked.priorityClassName())
                .withRuntimeClassName(asked.runtimeClassName())
                .withContainers(InferenceContainer.of(gateway, settings))
                .withVolumes(volumes(gateway))
                .endSpec()
                .build();
    }

    /// preStop, then the drain, which lasts at most as long as a request may, then some room; in whole seconds.
    static Duration gracePeriod(InferenceGateway gateway) {
        var timeout = InferenceContainer.settings(gateway).requestTimeout();
        var drain = timeout.compareTo(SHORTEST_DRAIN) > 0 ? timeout : SHORTEST_DRAIN;
        var exact = InferenceContainer.PRE_STOP.plus(drain).plus(MARGIN);
        return Duration.ofSeconds(exact.plusMillis(999).toSeconds());
    }

    private static PodSecurityContext restricted(InferenceGateway gateway) {
        boolean writes = ModelVolume.writesToClaim(gateway.getSpec());
        return new PodSecurityContextBuilder()
                .withFsGroup(writes ? USER : null)
                .withFsGroupChangePolicy(writes ? "OnRootMismatch" : null)
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    private static List<Volume> volumes(InferenceGateway gateway) {
        var mounted = References.of(gateway.getSpec()).stream().map(Reference::source);
        var extra = gateway.getSpec().podTemplate().volumes().stream().map(ExtraVolumes::source);
        var cache = ModelVolume.cache(gateway.getSpec()).stream();
        return Stream.of(Stream.of(tmp()), cache, mounted, extra)
                .flatMap(volumes -> volumes)
                .toList();
    }

    // The one place that can be written to: native libraries are unpacked there.
    private static Volume tmp() {
        return new VolumeBuilder()
                .withName(Names.TMP_VOLUME)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }
}
