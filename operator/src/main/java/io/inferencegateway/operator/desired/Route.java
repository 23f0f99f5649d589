package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRuleBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.RouteParent;
import io.inferencegateway.contract.wire.Endpoints;
import java.util.Optional;

/// The HTTPRoute from a Gateway (Gateway API) to a gateway's API port. Its lists are compared as a whole, so what the
/// API server would default in them is written out.
final class Route {
    private Route() {}

    static boolean wanted(InferenceGateway gateway) {
        return gateway.getSpec().expose().gatewayRef() != null;
    }

    static Optional<HTTPRoute> of(InferenceGateway gateway, Capabilities capabilities) {
        var expose = gateway.getSpec().expose();
        return Optional.ofNullable(expose.gatewayRef())
                .filter(parent -> capabilities.httpRoute())
                .map(parent -> new HTTPRouteBuilder()
                        .withMetadata(Ownership.metadata(gateway))
                        .withNewSpec()
                        .withParentRefs(parent(parent))
                        .withHostnames(expose.hostnames())
                        .withRules(everything(gateway))
                        .endSpec()
                        .build());
    }

    private static ParentReference parent(RouteParent parent) {
        return new ParentReferenceBuilder()
                .withGroup("gateway.networking.k8s.io")
                .withKind("Gateway")
                .withName(parent.name())
                .withNamespace(parent.namespace())
                .withSectionName(parent.sectionName())
                .build();
    }

    private static HTTPRouteRule everything(InferenceGateway gateway) {
        return new HTTPRouteRuleBuilder()
                .addNewMatch()
                .withNewPath()
                .withType("PathPrefix")
                .withValue("/")
                .endPath()
                .endMatch()
                .addNewBackendRef()
                .withGroup("")
                .withKind("Service")
                .withName(Names.of(gateway))
                .withPort(Endpoints.API_PORT)
                .withWeight(1)
                .endBackendRef()
                .build();
    }
}
