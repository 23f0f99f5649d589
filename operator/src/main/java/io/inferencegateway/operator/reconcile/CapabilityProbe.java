package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.openshift.api.model.monitoring.v1.Alertmanager;
import io.fabric8.openshift.api.model.monitoring.v1.Probe;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.fabric8.openshift.api.model.monitoring.v1alpha1.AlertmanagerConfig;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.ScaledObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks the API server which optional kinds it has, at most twice a minute for all gateways together: a gateway
/// that misses one asks each minute and must not be told what was so before.
final class CapabilityProbe {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Set<Integer> NO = Set.of(403, 404);

    private final InstantSource clock;
    private final boolean everywhere;
    private Instant asked = Instant.MIN;
    private Capabilities answer = Capabilities.NONE;

    /// @param everywhere whether the operator looks beyond some namespaces; it has no right to otherwise
    CapabilityProbe(InstantSource clock, boolean everywhere) {
        this.clock = clock;
        this.everywhere = everywhere;
    }

    synchronized Capabilities capabilities(KubernetesClient client) {
        var now = clock.instant();
        if (asked.plus(FRESH).isBefore(now) || asked.equals(Instant.MIN)) {
            answer = ask(client);
            asked = now;
        }
        return answer;
    }

    private Capabilities ask(KubernetesClient client) {
        var stable = kinds(client, ServiceMonitor.class);
        var alpha = kinds(client, AlertmanagerConfig.class);
        return new Capabilities(
                stable.contains(HasMetadata.getKind(ServiceMonitor.class)),
                stable.contains(HasMetadata.getKind(PrometheusRule.class)),
                stable.contains(HasMetadata.getKind(Probe.class)),
                alpha.contains(HasMetadata.getKind(AlertmanagerConfig.class)),
                stable.contains(HasMetadata.getKind(Prometheus.class)) && readable(client, Prometheus.class),
                stable.contains(HasMetadata.getKind(Alertmanager.class)) && readable(client, Alertmanager.class),
                kinds(client, ScaledObject.class).contains(HasMetadata.getKind(ScaledObject.class)),
                kinds(client, HTTPRoute.class).contains(HasMetadata.getKind(HTTPRoute.class)));
    }

    /// Kinds of the API version that the given one belongs to.
    private static Set<String> kinds(KubernetesClient client, Class<? extends HasMetadata> one) {
        return Optional.ofNullable(client.getApiResources(HasMetadata.getApiVersion(one)))
                .map(list ->
                        list.getResources().stream().map(APIResource::getKind).collect(Collectors.toSet()))
                .orElse(Set.of());
    }

    // An operator for some namespaces does not ask: a 403 each minute would look like a fault. Where the right
    // is missing for another reason, its informer would fail again and again.
    private boolean readable(KubernetesClient client, Class<? extends HasMetadata> kind) {
        if (!everywhere) {
            return false;
        }
        try {
            client.resources(kind)
                    .inAnyNamespace()
                    .list(new ListOptionsBuilder().withLimit(1L).build());
            return true;
        } catch (KubernetesClientException refused) {
            if (NO.contains(refused.getCode())) {
                return false;
            }
            throw refused;
        }
    }
}
