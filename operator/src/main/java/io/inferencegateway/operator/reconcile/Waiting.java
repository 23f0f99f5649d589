package io.inferencegateway.operator.reconcile;

import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.status.StatusOf;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Since when gateways wait: in the queue, for a status that speaks of their newest spec, and for a reconciliation that
/// does not fail.
final class Waiting {
    private final Map<ResourceID, Long> queued = new ConcurrentHashMap<>();
    private final Map<ResourceID, NewSpec> changed = new ConcurrentHashMap<>();

    private final Map<ResourceID, Long> failing = new ConcurrentHashMap<>();

    private record NewSpec(long generation, long heard) {}

    void heardOf(Event event) {
        var gateway = event.getRelatedCustomResourceID();
        long now = System.nanoTime();
        queued.putIfAbsent(gateway, now);
        if (event instanceof ResourceEvent news
                && news.getResource().orElse(null) instanceof InferenceGateway resource
                && isUntold(resource)) {
            changed.merge(
                    gateway,
                    new NewSpec(generation(resource), now),
                    (earlier, newer) -> newer.generation() > earlier.generation() ? newer : earlier);
        }
    }

    Optional<Duration> begins(ResourceID gateway) {
        return since(queued.remove(gateway));
    }

    /// The status of that generation is written.
    Optional<Duration> told(InferenceGateway gateway) {
        var id = ResourceID.fromResource(gateway);
        return Optional.ofNullable(changed.get(id))
                .filter(spec -> spec.generation() <= generation(gateway))
                .filter(spec -> changed.remove(id, spec))
                .flatMap(spec -> since(spec.heard()));
    }

    void forget(ResourceID gateway) {
        queued.remove(gateway);
        changed.remove(gateway);
        failing.remove(gateway);
    }

    /// Forgets gateways that are gone: one that is deleted in the middle of its reconciliation is heard of once more.
    void keepOnly(Predicate<ResourceID> known) {
        Stream.of(queued, changed, failing).forEach(since -> since.keySet().removeIf(known.negate()));
    }

    void failed(ResourceID gateway) {
        failing.putIfAbsent(gateway, System.nanoTime());
    }

    void succeeded(ResourceID gateway) {
        failing.remove(gateway);
    }

    int failing() {
        return failing.size();
    }

    Duration longestFailing() {
        return longest(failing);
    }

    void forgetQueue() {
        queued.clear();
    }

    Duration longestQueued() {
        return longest(queued);
    }

    private static Duration longest(Map<ResourceID, Long> since) {
        long now = System.nanoTime();
        return Duration.ofNanos(
                since.values().stream().mapToLong(then -> now - then).max().orElse(0));
    }

    private static Optional<Duration> since(@Nullable Long then) {
        return Optional.ofNullable(then).map(nanos -> Duration.ofNanos(System.nanoTime() - nanos));
    }

    private static boolean isUntold(InferenceGateway gateway) {
        return !Objects.equals(
                gateway.getMetadata().getGeneration(),
                StatusOf.previous(gateway).observedGeneration());
    }

    private static long generation(InferenceGateway gateway) {
        return Objects.requireNonNullElse(gateway.getMetadata().getGeneration(), 0L);
    }
}
