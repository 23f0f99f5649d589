package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.ScaledObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Asks the API server which optional kinds it has, at most once a minute for all gateways together.
final class CapabilityProbe {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final InstantSource clock;
    private Instant asked = Instant.MIN;
    private Capabilities answer = Capabilities.NONE;

    CapabilityProbe(InstantSource clock) {
        this.clock = clock;
    }

    synchronized Capabilities capabilities(KubernetesClient client) {
        var now = clock.instant();
        if (asked.plus(FRESH).isBefore(now) || asked.equals(Instant.MIN)) {
            answer = new Capabilities(
                    serves(client, ServiceMonitor.class),
                    serves(client, PrometheusRule.class),
                    serves(client, ScaledObject.class),
                    serves(client, HTTPRoute.class));
            asked = now;
        }
        return answer;
    }

    private static boolean serves(KubernetesClient client, Class<? extends HasMetadata> kind) {
        return client.supports(HasMetadata.getApiVersion(kind), HasMetadata.getKind(kind));
    }
}
