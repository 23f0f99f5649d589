package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.wire.Endpoints;

/// The Service in front of a gateway's pods. It selects by name only, so that a canary's pods share its traffic.
final class ModelService {
    private ModelService() {}

    static Service of(InferenceGateway gateway) {
        return new ServiceBuilder()
                .withMetadata(Ownership.metadata(gateway))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Labels.gatewaySelector(gateway))
                .withPorts(
                        api(gateway),
                        port(Endpoints.GRPC_PORT_NAME, Endpoints.GRPC_PORT),
                        port(Endpoints.MANAGEMENT_PORT_NAME, Endpoints.MANAGEMENT_PORT))
                .endSpec()
                .build();
    }

    // Its name stays, as others refer to it; what it speaks is told to gateways and meshes beside it.
    private static ServicePort api(InferenceGateway gateway) {
        var port = port(Endpoints.API_PORT_NAME, Endpoints.API_PORT);
        if (Names.servesTls(gateway)) {
            port.setAppProtocol(Names.scheme(gateway));
        }
        return port;
    }

    private static ServicePort port(String name, int number) {
        return new ServicePortBuilder()
                .withName(name)
                .withPort(number)
                .withTargetPort(new IntOrString(name))
                // Part of the key of a port in server-side apply: never left to the default.
                .withProtocol("TCP")
                .build();
    }
}
