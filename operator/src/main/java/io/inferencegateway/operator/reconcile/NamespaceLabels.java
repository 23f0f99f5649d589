package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Labels of namespaces, read at most once a minute for all gateways of a namespace.
final class NamespaceLabels {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private record Known(Map<String, String> labels, Instant until) {}

    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    NamespaceLabels(InstantSource clock) {
        this.clock = clock;
    }

    Map<String, String> of(String namespace, KubernetesClient client) {
        var now = clock.instant();
        known.values().removeIf(entry -> !now.isBefore(entry.until()));
        return known.computeIfAbsent(namespace, name -> new Known(read(name, client), now.plus(FRESH)))
                .labels();
    }

    private static Map<String, String> read(String name, KubernetesClient client) {
        return Forbidden.otherwise(Map.of(), () -> Optional.ofNullable(
                        client.namespaces().withName(name).get())
                .map(namespace -> namespace.getMetadata().getLabels())
                .orElse(Map.of()));
    }
}
