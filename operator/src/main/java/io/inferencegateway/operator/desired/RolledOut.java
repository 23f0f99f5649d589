package io.inferencegateway.operator.desired;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewaySpec;
import io.inferencegateway.operator.OperatorSettings;
import java.util.Map;
import java.util.Optional;

/// What a Deployment was made of that an error-budget policy may hold back: model, device, image, and the resources
/// that fit the device. The Deployment carries it as an annotation, so that a frozen gateway can go on with it.
public record RolledOut(JsonNode model, String device, String image, JsonNode resources) {
    static final String ANNOTATION = InferenceGateway.GROUP + "/rolled-out";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MODEL = "model";
    private static final String DEVICE = "device";
    private static final String RUNTIME = "runtime";
    private static final String IMAGE = "image";
    private static final String RESOURCES = "resources";

    /// What the spec asks for.
    public static RolledOut wanted(InferenceGateway gateway, OperatorSettings settings) {
        var spec = gateway.getSpec();
        return new RolledOut(
                JSON.valueToTree(spec.model()),
                spec.device().wire().text(),
                ModelDeployment.image(gateway, settings),
                JSON.valueToTree(spec.resources()));
    }

    /// What the Deployment runs; empty when it does not say.
    public static Optional<RolledOut> running(HasMetadata deployment) {
        var annotations =
                Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElse(Map.of());
        return Optional.ofNullable(annotations.get(ANNOTATION)).flatMap(RolledOut::read);
    }

    /// The Deployment's annotation; none without a policy, whose only reader it has.
    static Map<String, String> annotations(InferenceGateway gateway, OperatorSettings settings) {
        return gateway.getSpec().slo().errorBudgetPolicy() == null
                ? Map.of()
                : Map.of(ANNOTATION, wanted(gateway, settings).text());
    }

    /// Whether the pods would run another model or image. Resources alone are no new release.
    public boolean isSameRelease(RolledOut other) {
        return model.equals(other.model) && device.equals(other.device) && image.equals(other.image);
    }

    /// What differs from what runs, in words.
    public String insteadOf(RolledOut running) {
        if (!model.equals(running.model)) {
            String uri = uri(model);
            return uri.equals(uri(running.model))
                    ? "the changed spec.model of " + uri
                    : "model %s (serving %s)".formatted(uri, uri(running.model));
        }
        return device.equals(running.device)
                ? "image %s (running %s)".formatted(image, running.image)
                : "device %s (running on %s)".formatted(device, running.device);
    }

    /// The gateway as if its spec asked for this; everything else stays as its spec has it.
    public InferenceGateway in(InferenceGateway gateway) {
        ObjectNode spec = JSON.valueToTree(gateway.getSpec());
        spec.set(MODEL, model);
        if (!spec.path(DEVICE).asText().equals(device)) {
            spec.put(DEVICE, device);
            spec.set(RESOURCES, resources);
        }
        spec.withObjectProperty(RUNTIME).put(IMAGE, image);
        var held = new InferenceGateway();
        held.setMetadata(gateway.getMetadata());
        held.setSpec(JSON.convertValue(spec, InferenceGatewaySpec.class));
        held.setStatus(gateway.getStatus());
        return held;
    }

    private String text() {
        var all = JSON.createObjectNode();
        all.set(MODEL, model);
        all.put(DEVICE, device);
        all.put(IMAGE, image);
        all.set(RESOURCES, resources);
        return all.toString();
    }

    // Whoever edits the annotation gives up the hold on this rollout, not the gateway.
    private static Optional<RolledOut> read(String text) {
        try {
            var all = JSON.readTree(text);
            boolean complete = all.path(MODEL).isObject()
                    && all.path(DEVICE).isTextual()
                    && all.path(IMAGE).isTextual()
                    && all.path(RESOURCES).isObject();
            return complete
                    ? Optional.of(new RolledOut(
                            all.path(MODEL),
                            all.path(DEVICE).asText(),
                            all.path(IMAGE).asText(),
                            all.path(RESOURCES)))
                    : Optional.empty();
        } catch (JsonProcessingException edited) {
            return Optional.empty();
        }
    }

    private static String uri(JsonNode model) {
        return model.path("storageUri").asText();
    }
}
