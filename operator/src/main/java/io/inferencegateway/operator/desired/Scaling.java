package io.inferencegateway.operator.desired;

import io.inferencegateway.contract.InferenceGateway;

/// How many pods a gateway may have.
public final class Scaling {
    private Scaling() {}

    /// Whether somebody else decides: then the Deployment's replicas are not ours.
    public static boolean isAutomatic(InferenceGateway gateway) {
        return gateway.getSpec().autoscaling() != null;
    }

    /// Fewest pods the spec asks for.
    public static int fewest(InferenceGateway gateway) {
        var autoscaling = gateway.getSpec().autoscaling();
        return autoscaling == null ? gateway.getSpec().replicas() : autoscaling.minReplicas();
    }

    /// Most pods the spec asks for.
    public static int most(InferenceGateway gateway) {
        var autoscaling = gateway.getSpec().autoscaling();
        return autoscaling == null ? gateway.getSpec().replicas() : autoscaling.maxReplicas();
    }
}
