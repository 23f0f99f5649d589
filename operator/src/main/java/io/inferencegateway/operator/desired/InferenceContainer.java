package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.operator.OperatorSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The container that serves the model; what the resource says reaches it as the pod's own settings.
public final class InferenceContainer {
    /// Requests still arrive until every proxy has taken the pod out of the Service; it serves them meanwhile.
    static final Duration PRE_STOP = Duration.ofSeconds(5);

    private InferenceContainer() {}

    static Container of(InferenceGateway gateway, OperatorSettings settings) {
        return new ContainerBuilder()
                .withName(Names.CONTAINER)
                .withImage(ModelDeployment.image(gateway, settings))
                .withEnv(environment(gateway))
                .withPorts(
                        port(Endpoints.API_PORT_NAME, Endpoints.API_PORT),
                        port(Endpoints.GRPC_PORT_NAME, Endpoints.GRPC_PORT),
                        port(Endpoints.MANAGEMENT_PORT_NAME, Endpoints.MANAGEMENT_PORT))
                .withResources(ComputeResources.of(gateway.getSpec()))
                .withStartupProbe(Probes.startup())
                .withReadinessProbe(Probes.readiness())
                .withLivenessProbe(Probes.liveness())
                .withLifecycle(preStop())
                .withSecurityContext(restricted())
                // A crash's last lines reach the resource's status, where the user looks first.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withVolumeMounts(mounts(gateway))
                .build();
    }

    /// The settings of the gateway's pods.
    public static PodSettings settings(InferenceGateway gateway) {
        return PodSettingsOf.gateway(gateway);
    }

    private static List<EnvVar> environment(InferenceGateway gateway) {
        var settings = settings(gateway).toEnv().entrySet().stream().map(variable -> new EnvVarBuilder()
                .withName(variable.getKey())
                .withValue(variable.getValue())
                .build());
        return Stream.concat(settings, ExtraVariables.of(gateway)).toList();
    }

    private static List<VolumeMount> mounts(InferenceGateway gateway) {
        var tmp = new VolumeMountBuilder()
                .withName(Names.TMP_VOLUME)
                .withMountPath("/tmp")
                .build();
        var mounted = References.of(gateway.getSpec()).stream().map(Reference::mount);
        var extra = gateway.getSpec().podTemplate().volumes().stream().map(ExtraVolumes::mount);
        var cache = ModelVolume.mount(gateway.getSpec()).stream();
        return Stream.of(Stream.of(tmp), cache, mounted, extra)
                .flatMap(mounts -> mounts)
                .toList();
    }

    private static ContainerPort port(String name, int number) {
        return new ContainerPortBuilder()
                .withName(name)
                .withContainerPort(number)
                .withProtocol("TCP")
                .build();
    }

    // The kubelet's own sleep: the image needs no shell.
    private static Lifecycle preStop() {
        return new LifecycleBuilder()
                .withNewPreStop()
                .withNewSleep()
                .withSeconds(PRE_STOP.toSeconds())
                .endSleep()
                .endPreStop()
                .build();
    }

    private static SecurityContext restricted() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }
}
