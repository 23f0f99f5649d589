package io.inferencegateway.operator.desired;

import io.inferencegateway.contract.InferenceGateway;
import java.util.ArrayList;
import java.util.List;

/// A kind that a spec asks for by name and the cluster does not have.
///
/// @param field of the spec that asks for it
/// @param kind with its API version
/// @param advice what to do
public record Unserved(String field, String kind, String advice) {
    /// Every such kind. Monitoring is not among them: it is wanted where it is possible.
    public static List<Unserved> of(InferenceGateway gateway, Capabilities capabilities) {
        var unserved = new ArrayList<Unserved>();
        if (Autoscaler.needsKeda(gateway) && !capabilities.scaledObject()) {
            unserved.add(new Unserved(
                    "spec.autoscaling.metric",
                    "ScaledObject (keda.sh/v1alpha1)",
                    "install KEDA, or take metric cpu; until then the number of pods stays as it is"));
        }
        if (Route.wanted(gateway) && !capabilities.httpRoute()) {
            unserved.add(new Unserved(
                    "spec.expose.gatewayRef",
                    "HTTPRoute (gateway.networking.k8s.io/v1)",
                    "install the Gateway API, or take gatewayRef out; until then only the Service leads to the pods"));
        }
        return List.copyOf(unserved);
    }
}
