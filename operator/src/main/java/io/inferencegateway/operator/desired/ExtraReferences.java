package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.inferencegateway.contract.ExtraVolume;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.operator.desired.Reference.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What `podTemplate` and the model's cache refer to. It is not among the files a pod is told of, but it is looked for
/// like the rest: a pod that waits for its ConfigMap says nothing of it.
public final class ExtraReferences {
    private static final String ENV = "spec.podTemplate.env";
    private static final String VOLUMES = "spec.podTemplate.volumes";

    private ExtraReferences() {}

    public static List<Reference> of(InferenceGatewaySpec spec) {
        var template = spec.podTemplate();
        return Stream.of(
                        template.env().stream().flatMap(variable -> source(variable).stream()),
                        template.volumes().stream().flatMap(volume -> source(volume).stream()),
                        cache(spec).stream())
                .flatMap(references -> references)
                .toList();
    }

    private static Optional<Reference> source(ExtraVolume volume) {
        return Optional.ofNullable(volume.secretName())
                .map(name -> reference(VOLUMES, Kind.SECRET, name, Map.of()))
                .or(() -> Optional.ofNullable(volume.configMapName())
                        .map(name -> reference(VOLUMES, Kind.CONFIG_MAP, name, Map.of())))
                .or(() -> Optional.ofNullable(volume.persistentVolumeClaimName())
                        .map(name -> reference(VOLUMES, Kind.CLAIM, name, Map.of())));
    }

    private static Optional<Reference> cache(InferenceGatewaySpec spec) {
        return Optional.ofNullable(spec.model().cache())
                .flatMap(cache -> Optional.ofNullable(cache.persistentVolumeClaimName()))
                .map(name -> reference("spec.model.cache", Kind.CLAIM, name, Map.of()));
    }

    private static Optional<Reference> source(EnvVar variable) {
        var from = Optional.ofNullable(variable.getValueFrom());
        return from.map(source -> source.getSecretKeyRef())
                .filter(key -> !Boolean.TRUE.equals(key.getOptional()))
                .map(key -> reference(ENV, Kind.SECRET, key.getName(), Map.of(key.getKey(), key.getKey())))
                .or(() -> from.map(source -> source.getConfigMapKeyRef())
                        .filter(key -> !Boolean.TRUE.equals(key.getOptional()))
                        .map(key ->
                                reference(ENV, Kind.CONFIG_MAP, key.getName(), Map.of(key.getKey(), key.getKey()))));
    }

    private static Reference reference(String field, Kind kind, String name, Map<String, String> keys) {
        return new Reference(field, kind, name, "", new TreeMap<>(keys));
    }
}
