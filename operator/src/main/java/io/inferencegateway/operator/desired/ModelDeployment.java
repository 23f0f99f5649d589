package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.OperatorSettings;

/// The Deployment that runs a gateway's pods.
public final class ModelDeployment {
    // Enough to roll back; every kept ReplicaSet is an object the whole cluster lists.
    private static final int REVISIONS = 3;

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
                // Longer than the longest model load, which must not count as a stuck rollout.
                .withProgressDeadlineSeconds(
                        Math.toIntExact(Probes.LONGEST_START.plusMinutes(5).toSeconds()))
                .withStrategy(DevicePlacement.rollout(gateway.getSpec().device()))
                .withNewSelector()
                .withMatchLabels(Labels.deploymentSelector(gateway))
                .endSelector()
                .withTemplate(PodTemplate.of(gateway, settings))
                .endSpec()
                .build();
    }

    /// Image of the gateway's pods: the user's, else the operator's for the device, which is kept once given.
    public static String image(InferenceGateway gateway, OperatorSettings settings) {
        return RuntimeImage.of(gateway, settings);
    }
}
