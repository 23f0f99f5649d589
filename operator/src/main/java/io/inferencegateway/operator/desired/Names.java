package io.inferencegateway.operator.desired;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.Model;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.slo.GatewayName;
import java.util.Optional;

/// Names of owned objects and of the parts of a pod.
public final class Names {
    /// The container that serves the model.
    public static final String CONTAINER = "inference";

    static final String TMP_VOLUME = "tmp";

    private Names() {}

    /// Name of every owned object: the gateway's own.
    public static String of(InferenceGateway gateway) {
        return gateway.getMetadata().getName();
    }

    /// Whose series are the gateway's.
    public static GatewayName series(InferenceGateway gateway) {
        return new GatewayName(gateway.getMetadata().getNamespace(), of(gateway));
    }

    /// Display name of the model.
    public static String model(InferenceGateway gateway) {
        return Optional.ofNullable(gateway.getSpec().model()).map(Model::name).orElseGet(() -> of(gateway));
    }

    /// Where the gateway answers inside the cluster.
    public static String url(InferenceGateway gateway) {
        return "%s://%s.%s.svc:%d"
                .formatted(scheme(gateway), of(gateway), gateway.getMetadata().getNamespace(), Endpoints.API_PORT);
    }

    /// What the API port speaks.
    static String scheme(InferenceGateway gateway) {
        return servesTls(gateway) ? "https" : "http";
    }

    static boolean servesTls(InferenceGateway gateway) {
        return gateway.getSpec().expose().tls() != null;
    }
}
