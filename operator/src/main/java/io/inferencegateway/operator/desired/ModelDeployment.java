package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.ModelUri;
import io.inferencegateway.operator.OperatorSettings;
import java.time.Duration;

/// The Deployment that runs a gateway's pods.
public final class ModelDeployment {
    // Enough to roll back; every kept ReplicaSet is an object the whole cluster lists.
    private static final int REVISIONS = 3;

    // 2 GiB, the largest model there is, at 5 Mbit/s.
    private static final Duration LONGEST_DOWNLOAD = Duration.ofHours(1);

    private ModelDeployment() {}

    static Deployment of(InferenceGateway gateway, OperatorSettings settings) {
        return new DeploymentBuilder()
                .withMetadata(Ownership.metadata(gateway))
                .editMetadata()
                .withAnnotations(RolledOut.annotations(gateway, settings))
                .endMetadata()
                .withNewSpec()
                // With autoscaling the field is not ours; see Replicas for how it changes hands.
                .withReplicas(
                        Scaling.isAutomatic(gateway) ? null : gateway.getSpec().replicas())
                .withRevisionHistoryLimit(REVISIONS)
                .withProgressDeadlineSeconds(Math.toIntExact(deadline(gateway).toSeconds()))
                .withStrategy(DevicePlacement.rollout(gateway.getSpec().device()))
                .withNewSelector()
                .withMatchLabels(Labels.deploymentSelector(gateway))
                .endSelector()
                .withTemplate(PodTemplate.of(gateway, settings))
                .endSpec()
                .build();
    }

    // Longer than the longest load and download of a model, which must not count as a stuck rollout.
    private static Duration deadline(InferenceGateway gateway) {
        var load = Probes.LONGEST_START.plusMinutes(5);
        return ModelUri.isDownloaded(gateway.getSpec().model().storageUri()) ? load.plus(LONGEST_DOWNLOAD) : load;
    }

    /// Image of the gateway's pods: the user's, else the operator's for the device, which is kept once given.
    public static String image(InferenceGateway gateway, OperatorSettings settings) {
        return RuntimeImage.of(gateway, settings);
    }
}
