package io.inferencegateway.operator.desired;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.inferencegateway.contract.DeviceType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.contract.Model;
import io.inferencegateway.contract.Resources;
import io.inferencegateway.operator.OperatorSettings;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What a Deployment was made of that an error-budget policy may hold back: model, device, image, and the resources
/// that fit the device. The Deployment carries it as an annotation, so that a frozen gateway can go on with it.
@JsonIgnoreProperties(ignoreUnknown = true)
public record RolledOut(Model model, DeviceType device, String image, Resources resources) {
    static final String ANNOTATION = InferenceGateway.GROUP + "/rolled-out";

    private static final ObjectMapper JSON = new ObjectMapper();

    /// What the spec asks for.
    public static RolledOut wanted(InferenceGateway gateway, OperatorSettings settings) {
        var spec = gateway.getSpec();
        return new RolledOut(spec.model(), spec.device(), ModelDeployment.image(gateway, settings), spec.resources());
    }

    /// What the Deployment runs; empty when it does not say. Whoever breaks the annotation gives up the hold on one
    /// rollout, not the gateway.
    public static Optional<RolledOut> running(HasMetadata deployment) {
        var annotations =
                Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElse(Map.of());
        return Optional.ofNullable(annotations.get(ANNOTATION)).flatMap(RolledOut::read);
    }

    /// The Deployment's annotation; none without a policy, its only reader.
    static Map<String, String> annotations(InferenceGateway gateway, OperatorSettings settings) {
        return gateway.getSpec().slo().errorBudgetPolicy() == null
                ? Map.of()
                : Map.of(ANNOTATION, JSON.valueToTree(wanted(gateway, settings)).toString());
    }

    /// Whether the pods run the same model and image on the same device; resources alone are no release.
    public boolean isSameRelease(RolledOut other) {
        return model.equals(other.model) && device == other.device && image.equals(other.image);
    }

    /// What differs from what runs, in words.
    public String insteadOf(RolledOut running) {
        if (!model.storageUri().equals(running.model.storageUri())) {
            return "model %s (serving %s)".formatted(model.storageUri(), running.model.storageUri());
        }
        if (!model.equals(running.model)) {
            return "the changed spec.model of " + model.storageUri();
        }
        return device == running.device
                ? "image %s (running %s)".formatted(image, running.image)
                : "device %s (running on %s)"
                        .formatted(device.wire().text(), running.device.wire().text());
    }

    /// The gateway as if its spec asked for this; everything else stays as its spec has it.
    public InferenceGateway in(InferenceGateway gateway) {
        ObjectNode spec = JSON.valueToTree(gateway.getSpec());
        spec.set("model", JSON.valueToTree(model));
        if (gateway.getSpec().device() != device) {
            spec.set("device", JSON.valueToTree(device));
            spec.set("resources", JSON.valueToTree(resources));
        }
        spec.withObjectProperty("runtime").put("image", image);
        var held = new InferenceGateway();
        held.setMetadata(gateway.getMetadata());
        held.setSpec(JSON.convertValue(spec, InferenceGatewaySpec.class));
        held.setStatus(gateway.getStatus());
        return held;
    }

    private static Optional<RolledOut> read(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, RolledOut.class)).filter(RolledOut::isComplete);
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    // What was read may lack any of them.
    private boolean isComplete() {
        return Stream.of(model, device, image, resources).allMatch(Objects::nonNull) && model.storageUri() != null;
    }
}
