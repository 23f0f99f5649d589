package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.inferencegateway.contract.ExtraVolume;

/// The user's volumes, as Kubernetes wants them: a source of the pod and a mount of its container.
final class ExtraVolumes {
    private ExtraVolumes() {}

    static Volume source(ExtraVolume extra) {
        var volume = new VolumeBuilder().withName(extra.name());
        if (extra.secretName() != null) {
            return volume.withNewSecret()
                    .withSecretName(extra.secretName())
                    .endSecret()
                    .build();
        }
        if (extra.configMapName() != null) {
            return volume.withNewConfigMap()
                    .withName(extra.configMapName())
                    .endConfigMap()
                    .build();
        }
        return volume.withNewPersistentVolumeClaim()
                .withClaimName(extra.persistentVolumeClaimName())
                .endPersistentVolumeClaim()
                .build();
    }

    static VolumeMount mount(ExtraVolume extra) {
        var mount = new VolumeMountBuilder().withName(extra.name()).withMountPath(extra.mountPath());
        return (extra.readOnly() ? mount.withReadOnly(true) : mount).build();
    }
}
