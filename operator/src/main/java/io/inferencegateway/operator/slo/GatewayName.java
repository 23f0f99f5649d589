package io.inferencegateway.operator.slo;

/// Whose series the rules read: every selector starts with these two labels.
public record GatewayName(String namespace, String name) {
    /// How a person reads it: `ml/resnet50`.
    public String text() {
        return namespace + "/" + name;
    }
}
