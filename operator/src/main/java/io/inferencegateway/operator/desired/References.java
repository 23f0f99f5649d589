package io.inferencegateway.operator.desired;

import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.contract.wire.DownloadSettings;
import io.inferencegateway.operator.desired.Reference.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The table of what a spec may refer to.
public final class References {
    static final String TLS_CERTIFICATE = "tls.crt";
    static final String TLS_KEY = "tls.key";
    static final String API_KEYS = "keys";
    static final String CARD = "model-card.json";
    static final String SAMPLE = "image";
    static final String CA = "ca.crt";

    private References() {}

    /// Everything the spec refers to, in the order of the pod's volumes.
    public static List<Reference> of(InferenceGatewaySpec spec) {
        return Stream.of(tls(spec), apiKeys(spec), card(spec), sample(spec), claim(spec), credentials(spec), ca(spec))
                .flatMap(Optional::stream)
                .toList();
    }

    static Optional<Reference> tls(InferenceGatewaySpec spec) {
        return Optional.ofNullable(spec.expose().tls())
                .map(tls -> reference(
                        "spec.expose.tls",
                        Kind.SECRET,
                        tls.secretName(),
                        "tls",
                        Map.of(TLS_CERTIFICATE, TLS_CERTIFICATE, TLS_KEY, TLS_KEY)));
    }

    static Optional<Reference> apiKeys(InferenceGatewaySpec spec) {
        return Optional.ofNullable(spec.expose().apiKeys())
                .map(keys -> reference(
                        "spec.expose.apiKeys",
                        Kind.SECRET,
                        keys.secretName(),
                        "api-keys",
                        Map.of(keys.key(), API_KEYS)));
    }

    static Optional<Reference> card(InferenceGatewaySpec spec) {
        return Optional.ofNullable(spec.model().card())
                .map(card -> reference(
                        "spec.model.card",
                        Kind.CONFIG_MAP,
                        card.configMapName(),
                        "model-card",
                        Map.of(card.key(), CARD)));
    }

    static Optional<Reference> sample(InferenceGatewaySpec spec) {
        return Optional.ofNullable(spec.model().warmup().sample())
                .map(sample -> reference(
                        "spec.model.warmup.sample",
                        Kind.CONFIG_MAP,
                        sample.configMapName(),
                        "sample",
                        Map.of(sample.key(), SAMPLE)));
    }

    /// The volume a model lies on.
    static Optional<Reference> claim(InferenceGatewaySpec spec) {
        return Optional.of(spec.model())
                .filter(ModelVolume::isOnClaim)
                .map(model ->
                        reference("spec.model.storageUri", Kind.CLAIM, ModelVolume.claim(model), "model", Map.of()));
    }

    static Optional<Reference> credentials(InferenceGatewaySpec spec) {
        return Optional.ofNullable(spec.model().credentials())
                .map(credentials -> reference(
                        "spec.model.credentials",
                        Kind.SECRET,
                        credentials.secretName(),
                        "model-credentials",
                        credentialFiles(spec.model().storageUri())));
    }

    // The pod looks for them by these names.
    private static Map<String, String> credentialFiles(String uri) {
        var names =
                switch (uri.substring(0, Math.max(0, uri.indexOf("://")))) {
                    case "s3" -> List.of(DownloadSettings.ACCESS_KEY_FILE, DownloadSettings.SECRET_KEY_FILE);
                    case "oci" -> List.of(DownloadSettings.DOCKER_CONFIG_FILE);
                    default -> List.of(DownloadSettings.AUTHORIZATION_FILE);
                };
        return names.stream().collect(Collectors.toMap(name -> name, name -> name));
    }

    static Optional<Reference> ca(InferenceGatewaySpec spec) {
        return Optional.ofNullable(spec.model().ca())
                .map(authority -> reference(
                        "spec.model.ca",
                        Kind.CONFIG_MAP,
                        authority.configMapName(),
                        "model-ca",
                        Map.of(authority.key(), CA)));
    }

    private static Reference reference(
            String field, Kind kind, String name, String directory, Map<String, String> files) {
        return new Reference(field, kind, name, directory, new TreeMap<>(files));
    }
}
