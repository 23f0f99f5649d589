package io.inferencegateway.operator.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.UpgradePolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// An operator's upgrade restarts no pods: a pod template that differs although the spec is the one that was
/// carried out last is the doing of a newer operator, and waits until the spec asks for it or changes the pods
/// anyway. The Deployment remembers the template it was given and the newer one it was not.
public final class HeldTemplate {
    static final String GIVEN = InferenceGateway.GROUP + "/pod-template";
    static final String NEWER = InferenceGateway.GROUP + "/newer-pod-template";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private HeldTemplate() {}

    /// The Deployment as it is to be applied.
    ///
    /// @param running the Deployment as it is
    /// @param specCarriedOut whether the gateway's present spec has been carried out before
    public static Deployment of(
            InferenceGateway gateway, Deployment wanted, Optional<Deployment> running, boolean specCarriedOut) {
        String template = text(wanted.getSpec().getTemplate());
        boolean held = running.filter(deployment -> gateway.getSpec().runtime().upgradePolicy() == UpgradePolicy.MANUAL
                        && (specCarriedOut || hash(template).equals(annotation(deployment, NEWER))))
                .map(deployment -> annotation(deployment, GIVEN))
                .filter(given -> !given.equals(template))
                .flatMap(HeldTemplate::read)
                .isPresent();
        return held
                ? keeping(wanted, annotation(running.orElseThrow(), GIVEN), hash(template))
                : annotated(wanted, Map.of(GIVEN, template));
    }

    /// What waits, in words; empty when nothing does.
    public static Optional<String> update(HasMetadata deployment) {
        return annotation(deployment, NEWER).isEmpty() ? Optional.empty() : Optional.of("pod template");
    }

    private static Deployment keeping(Deployment wanted, String given, String newer) {
        return new DeploymentBuilder(annotated(wanted, Map.of(GIVEN, given, NEWER, newer)))
                .editSpec()
                .withTemplate(read(given).orElseThrow())
                .endSpec()
                .build();
    }

    private static Deployment annotated(Deployment wanted, Map<String, String> annotations) {
        return new DeploymentBuilder(wanted)
                .editMetadata()
                .addToAnnotations(annotations)
                .endMetadata()
                .build();
    }

    private static String annotation(HasMetadata object, String name) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(name))
                .orElse("");
    }

    private static String text(PodTemplateSpec template) {
        try {
            return JSON.writeValueAsString(template);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // Whoever breaks the annotation gives up the hold, not the gateway.
    private static Optional<PodTemplateSpec> read(String given) {
        try {
            return Optional.ofNullable(JSON.readValue(given, PodTemplateSpec.class))
                    .filter(template -> template.getSpec() != null);
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
