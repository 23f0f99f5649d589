package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.ConfigMapVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.SecretVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A Secret, ConfigMap or PersistentVolumeClaim that the spec names: what must be there before a pod can start,
/// and the files the pod gets from it. It is mounted as a directory, because the kubelet never updates a
/// `subPath`; its content is not part of the pod template, because the pod itself reads what is rotated.
///
/// @param field where the spec names it
/// @param name of the object, in the gateway's namespace
/// @param directory name of the directory below `ROOT`, and of the volume
/// @param files key of the object to name of the file
public record Reference(String field, Kind kind, String name, String directory, SortedMap<String, String> files) {
    /// Directory in the container that holds a directory for each reference.
    public static final String ROOT = "/etc/inference-gateway/";

    public Reference {
        files = new TreeMap<>(files);
    }

    /// Kinds that a pod can mount files from.
    public enum Kind {
        SECRET("Secret"),
        CONFIG_MAP("ConfigMap"),
        /// All of its files, to read.
        CLAIM("PersistentVolumeClaim");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /// Path of a file in the container.
    String path(String file) {
        return ROOT + directory + "/" + file;
    }

    VolumeMount mount() {
        return new VolumeMountBuilder()
                .withName(directory)
                .withMountPath(ROOT + directory)
                .withReadOnly(true)
                .build();
    }

    Volume source() {
        var volume = new VolumeBuilder().withName(directory);
        return switch (kind) {
            case SECRET ->
                volume.withSecret(new SecretVolumeSourceBuilder()
                                .withSecretName(name)
                                .withItems(items())
                                .build())
                        .build();
            case CONFIG_MAP ->
                volume.withConfigMap(new ConfigMapVolumeSourceBuilder()
                                .withName(name)
                                .withItems(items())
                                .build())
                        .build();
            case CLAIM ->
                volume.withNewPersistentVolumeClaim()
                        .withClaimName(name)
                        .withReadOnly(true)
                        .endPersistentVolumeClaim()
                        .build();
        };
    }

    // Only what the pod reads gets into it.
    private List<KeyToPath> items() {
        return files.entrySet().stream()
                .map(file -> new KeyToPathBuilder()
                        .withKey(file.getKey())
                        .withPath(file.getValue())
                        .build())
                .toList();
    }
}
