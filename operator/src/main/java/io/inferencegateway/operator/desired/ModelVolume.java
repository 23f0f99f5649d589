package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.contract.Model;
import io.inferencegateway.contract.ModelCache;
import io.inferencegateway.contract.S3Server;
import io.inferencegateway.contract.wire.DownloadSettings;
import io.inferencegateway.contract.wire.ModelUri;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where a pod finds the model, and where it keeps what it downloads.
public final class ModelVolume {
    /// Where a cache is mounted. A model on a claim is among the references, since it must be there.
    public static final String CACHE_DIRECTORY = "/var/cache/inference-gateway";

    static final String CACHE_VOLUME = "model-cache";

    private ModelVolume() {}

    /// `MODEL_URI` of the pods: a file where the model is on a claim.
    static String uri(InferenceGatewaySpec spec) {
        return References.claim(spec)
                .map(claim -> file(claim.path(path(spec.model()))))
                .orElseGet(() -> spec.model().storageUri());
    }

    static boolean isOnClaim(Model model) {
        return model.storageUri().startsWith(ModelUri.CLAIM_SCHEME);
    }

    static String claim(Model model) {
        String rest = model.storageUri().substring(ModelUri.CLAIM_SCHEME.length());
        return rest.substring(0, Math.max(0, rest.indexOf('/')));
    }

    private static String path(Model model) {
        String rest = model.storageUri().substring(ModelUri.CLAIM_SCHEME.length());
        return rest.substring(rest.indexOf('/') + 1);
    }

    private static String file(String path) {
        try {
            return new URI("file", "", path, null).toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalArgumentException(path, impossible);
        }
    }

    static DownloadSettings download(InferenceGatewaySpec spec, DownloadSettings base) {
        var model = spec.model();
        return new DownloadSettings(
                Optional.ofNullable(model.cache()).map(cache -> CACHE_DIRECTORY),
                Optional.ofNullable(model.maxSize()).map(ModelVolume::bytes).orElse(base.maxBytes()),
                References.credentials(spec).map(secret -> Reference.ROOT + secret.directory()),
                References.ca(spec).map(authority -> authority.path(References.CA)),
                Optional.ofNullable(model.s3()).map(ModelVolume::s3).orElse(base.s3()));
    }

    private static DownloadSettings.S3 s3(S3Server server) {
        return new DownloadSettings.S3(Optional.ofNullable(server.endpoint()), server.region(), server.pathStyle());
    }

    private static int bytes(Quantity size) {
        return Quantity.getAmountInBytes(size)
                .min(BigDecimal.valueOf(DownloadSettings.LARGEST_MODEL))
                .intValue();
    }

    static Optional<Volume> cache(InferenceGatewaySpec spec) {
        return Optional.ofNullable(spec.model().cache()).map(ModelVolume::cache);
    }

    private static Volume cache(ModelCache cache) {
        var volume = new VolumeBuilder().withName(CACHE_VOLUME);
        return cache.persistentVolumeClaimName() == null
                ? volume.withNewEmptyDir()
                        .withSizeLimit(cache.sizeLimit())
                        .endEmptyDir()
                        .build()
                : volume.withNewPersistentVolumeClaim()
                        .withClaimName(cache.persistentVolumeClaimName())
                        .endPersistentVolumeClaim()
                        .build();
    }

    static Optional<VolumeMount> mount(InferenceGatewaySpec spec) {
        return Optional.ofNullable(spec.model().cache()).map(cache -> new VolumeMountBuilder()
                .withName(CACHE_VOLUME)
                .withMountPath(CACHE_DIRECTORY)
                .build());
    }

    /// Whether pods write to a volume that outlives them, and that belongs to root when it is new.
    static boolean writesToClaim(InferenceGatewaySpec spec) {
        var cache = spec.model().cache();
        return cache != null && cache.persistentVolumeClaimName() != null;
    }
}
