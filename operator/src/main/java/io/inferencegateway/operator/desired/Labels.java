package io.inferencegateway.operator.desired;

import io.inferencegateway.contract.InferenceGateway;
import java.util.LinkedHashMap;
import java.util.Map;

/// Labels of everything the operator owns, and the selectors built from them. Selectors are immutable in
/// Kubernetes: they never change between versions.
public final class Labels {
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "inference-gateway-operator";
    /// Name of the gateway an object belongs to.
    public static final String GATEWAY = "inferencegateway.io/name";
    /// Which of a gateway's revisions a pod belongs to; `stable` until canaries exist.
    public static final String TRACK = "inferencegateway.io/track";

    public static final String STABLE = "stable";

    private Labels() {}

    /// Selector of every object the operator owns, in the API server's syntax.
    public static String ownedSelector() {
        return MANAGED_BY + "=" + OPERATOR;
    }

    /// Labels of an owned object.
    public static Map<String, String> of(InferenceGateway gateway) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("app.kubernetes.io/name", "inference-gateway");
        labels.put("app.kubernetes.io/instance", gateway.getMetadata().getName());
        labels.put("app.kubernetes.io/component", "inference-pod");
        labels.put(MANAGED_BY, OPERATOR);
        labels.putAll(gatewaySelector(gateway));
        return labels;
    }

    /// Labels of a pod.
    public static Map<String, String> ofPod(InferenceGateway gateway) {
        var labels = new LinkedHashMap<>(of(gateway));
        labels.put(TRACK, STABLE);
        return labels;
    }

    /// Selects every pod of the gateway, whatever its track; the Service's selector.
    public static Map<String, String> gatewaySelector(InferenceGateway gateway) {
        return Map.of(GATEWAY, gateway.getMetadata().getName());
    }

    /// Selects the pods of the Deployment.
    public static Map<String, String> deploymentSelector(InferenceGateway gateway) {
        var selector = new LinkedHashMap<>(gatewaySelector(gateway));
        selector.put(TRACK, STABLE);
        return selector;
    }
}
