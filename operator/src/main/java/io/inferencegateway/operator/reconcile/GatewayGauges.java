package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.Condition;
import io.inferencegateway.contract.ConditionType;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.Reason;
import io.inferencegateway.operator.status.StatusOf;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How many gateways there are by their Ready condition, and since when the longest unready one is; counted from the
/// cache when somebody scrapes. Only the replica that acts tells, or all would be counted twice.
final class GatewayGauges {
    private static final State SERVES = new State("True", Reason.READY.text());

    private final LoopMetrics loop;
    private final IndexerResourceCache<InferenceGateway> gateways;
    private final InstantSource clock;
    private final MultiGauge counts;

    private record State(String ready, String reason) implements Comparable<State> {
        @Override
        public int compareTo(State other) {
            return (ready + reason).compareTo(other.ready + other.reason);
        }
    }

    GatewayGauges(
            LoopMetrics loop,
            MeterRegistry registry,
            IndexerResourceCache<InferenceGateway> gateways,
            InstantSource clock) {
        this.loop = loop;
        this.gateways = gateways;
        this.clock = clock;
        counts = MultiGauge.builder("igw.gateways")
                .description("Gateways, by status and reason of their Ready condition.")
                .register(registry);
        Gauge.builder("igw.gateways.unready.age", this, GatewayGauges::longestUnready)
                .baseUnit("seconds")
                .description("How long the gateway that is unready longest has been so; 0 when all are ready.")
                .strongReference(true)
                .register(registry);
    }

    /// Counts anew.
    void refresh() {
        loop.forgetAllBut(gateways::contains);
        Map<State, Long> found = new TreeMap<>();
        if (loop.isLeading()) {
            // Always there, so that a query tells "none" from "nobody counted".
            found.put(SERVES, 0L);
            gateways.list()
                    .collect(Collectors.groupingBy(GatewayGauges::state, Collectors.counting()))
                    .forEach((state, number) -> found.merge(state, number, Long::sum));
        }
        counts.register(
                found.entrySet().stream()
                        .<Row<?>>map(entry -> Row.of(
                                Tags.of(
                                        "ready",
                                        entry.getKey().ready(),
                                        "reason",
                                        entry.getKey().reason()),
                                entry.getValue()))
                        .toList(),
                true);
    }

    private double longestUnready() {
        var now = clock.instant();
        return loop.isLeading()
                ? gateways.list()
                        .filter(gateway -> !"True".equals(state(gateway).ready()))
                        .map(gateway -> Duration.between(since(gateway), now))
                        .mapToLong(Duration::toSeconds)
                        .max()
                        .orElse(0)
                : 0;
    }

    private static State state(InferenceGateway gateway) {
        return StatusOf.condition(StatusOf.previous(gateway), ConditionType.READY)
                .map(ready -> new State(ready.getStatus(), ready.getReason()))
                .orElse(new State("Unknown", "NotReconciled"));
    }

    private static Instant since(InferenceGateway gateway) {
        return Instant.parse(StatusOf.condition(StatusOf.previous(gateway), ConditionType.READY)
                .map(Condition::getLastTransitionTime)
                .orElse(gateway.getMetadata().getCreationTimestamp()));
    }
}
