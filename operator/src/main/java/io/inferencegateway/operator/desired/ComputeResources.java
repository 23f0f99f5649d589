package io.inferencegateway.operator.desired;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.inferencegateway.contract.InferenceGatewaySpec;
import java.util.Map;
import java.util.TreeMap;

/// Requests and limits of the container: the defaults, overridden key by key by the user. A default gives way to what
/// the user wrote on the other side, so that the pair is always valid: a request above a default limit raises the
/// limit, a limit below a default request lowers the request.
final class ComputeResources {
    private static final Map<String, Quantity> REQUESTS =
            Map.of("cpu", new Quantity("250m"), "memory", new Quantity("512Mi"));
    private static final Map<String, Quantity> LIMITS = Map.of("cpu", new Quantity("1"), "memory", new Quantity("2Gi"));

    private ComputeResources() {}

    static ResourceRequirements of(InferenceGatewaySpec spec) {
        var users = spec.resources();
        var requests = new TreeMap<>(REQUESTS);
        requests.putAll(users.requests());
        var limits = new TreeMap<>(LIMITS);
        limits.putAll(DevicePlacement.limits(spec.device()));
        limits.putAll(users.limits());
        requests.forEach((name, request) -> {
            if (!users.limits().containsKey(name) && limits.containsKey(name)) {
                limits.merge(name, request, ComputeResources::larger);
            }
        });
        limits.forEach((name, limit) -> {
            if (!users.requests().containsKey(name) && requests.containsKey(name)) {
                requests.merge(name, limit, ComputeResources::smaller);
            }
        });
        return new ResourceRequirementsBuilder()
                .withRequests(requests)
                .withLimits(limits)
                .build();
    }

    private static Quantity larger(Quantity one, Quantity other) {
        return one.getNumericalAmount().compareTo(other.getNumericalAmount()) >= 0 ? one : other;
    }

    private static Quantity smaller(Quantity one, Quantity other) {
        return one.getNumericalAmount().compareTo(other.getNumericalAmount()) <= 0 ? one : other;
    }
}
