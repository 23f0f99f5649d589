package io.inferencegateway.operator.desired;

import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.operator.desired.Reference.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The table of what a spec may refer to.
public final class References {
    static final String TLS_CERTIFICATE = "tls.crt";
    static final String TLS_KEY = "tls.key";
    static final String API_KEYS = "keys";
    static final String CARD = "model-card.json";
    static final String SAMPLE = "image";

    private References() {}

    /// Everything the spec refers to, in the order of the pod's volumes.
    public static List<Reference> of(InferenceGatewaySpec spec) {
        return Stream.of(tls(spec), apiKeys(spec), card(spec), sample(spec))
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

    private static Reference reference(
            String field, Kind kind, String name, String directory, Map<String, String> files) {
        return new Reference(field, kind, name, directory, new TreeMap<>(files));
    }
}
