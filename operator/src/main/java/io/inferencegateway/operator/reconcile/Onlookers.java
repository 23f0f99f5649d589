package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.inferencegateway.contract.InferenceGateway;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Objects;
import java.util.stream.Collectors;

/// Informers of objects that look at every gateway, a Prometheus for example: when its spec changes, all gateways are
/// looked at again, from the caches.
final class Onlookers {
    private Onlookers() {}

    static <R extends HasMetadata> InformerEventSource<R, InferenceGateway> informer(
            Class<R> kind, EventSourceContext<InferenceGateway> context) {
        var gateways = context.getPrimaryCache();
        var configuration = InformerEventSourceConfiguration.from(kind, InferenceGateway.class)
                .withName(kind.getSimpleName())
                .withWatchAllNamespaces()
                .withOnUpdateFilter((now, before) -> !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration()))
                .withSecondaryToPrimaryMapper(onlooker ->
                        gateways.list().map(ResourceID::fromResource).collect(Collectors.toSet()))
                .build();
        return new InformerEventSource<>(configuration, context);
    }
}
