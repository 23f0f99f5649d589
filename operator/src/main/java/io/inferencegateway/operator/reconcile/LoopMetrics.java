package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.inferencegateway.contract.InferenceGateway;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// What the operator's metrics say of its loop: how reconciliations end, how long they take, and how long a gateway
/// waits for one. Times are taken where java-operator-sdk reports an event and the start of its execution. No series
/// names a gateway: thousands of them would cost more than they tell.
public final class LoopMetrics implements Metrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2)
    };

    private final MeterRegistry registry;
    private final Waiting waiting = new Waiting();
    private final Timer wait;
    private final Timer statusDelay;
    private volatile boolean leading;
    private volatile Runnable counting = () -> {};

    public LoopMetrics(MeterRegistry registry) {
        this.registry = registry;
        wait = timer("igw.queue.wait", "From an event about a gateway to the start of its reconciliation.")
                .register(registry);
        statusDelay = timer("igw.status.delay", "From hearing of a changed spec to its status being written.")
                .register(registry);
        TimeGauge.builder("igw.queue.oldest.age", this, TimeUnit.NANOSECONDS, LoopMetrics::oldest)
                .description(
                        "How long the gateway that waits longest for its reconciliation has waited; 0 when none does.")
                .register(registry);
        Gauge.builder("igw.gateways.failing", waiting, Waiting::failing)
                .description("Gateways whose last reconciliation failed.")
                .register(registry);
        TimeGauge.builder("igw.gateways.failing.age", waiting, TimeUnit.NANOSECONDS, failing -> failing.longestFailing()
                        .toNanos())
                .description("How long the gateway that fails longest has done so; 0 when none does.")
                .register(registry);
        Gauge.builder("igw.leader", this, self -> self.leading ? 1 : 0)
                .description("1 for the replica that acts.")
                .register(registry);
    }

    /// Whether this replica acts: always without leader election.
    public void leading(boolean now) {
        // What others have dealt with in the meantime did not wait for us.
        waiting.forgetQueue();
        leading = now;
    }

    /// Counts what is counted when somebody scrapes.
    public void refresh() {
        counting.run();
    }

    void count(Runnable counting) {
        this.counting = counting;
    }

    void forgetAllBut(Predicate<ResourceID> known) {
        waiting.keepOnly(known);
    }

    boolean isLeading() {
        return leading;
    }

    MeterRegistry registry() {
        return registry;
    }

    @Override
    public void receivedEvent(Event event, Map<String, Object> metadata) {
        waiting.heardOf(event);
    }

    @Override
    public void reconciliationExecutionStarted(HasMetadata gateway, Map<String, Object> metadata) {
        waiting.begins(ResourceID.fromResource(gateway)).ifPresent(wait::record);
    }

    @Override
    public void cleanupDoneFor(ResourceID gateway, Map<String, Object> metadata) {
        waiting.forget(gateway);
    }

    /// A reconciliation came to its end.
    void reconciled(InferenceGateway gateway, Outcome outcome, Duration took) {
        ended(outcome.changedAnything() ? "changed" : "unchanged", outcome.readyReason(), took);
        waiting.succeeded(ResourceID.fromResource(gateway));
        waiting.told(gateway).filter(delay -> outcome.statusChanged()).ifPresent(statusDelay::record);
    }

    /// It ended with an exception and will be tried again.
    void failed(InferenceGateway gateway, RuntimeException cause, Duration took) {
        waiting.failed(ResourceID.fromResource(gateway));
        ended("failed", reason(cause), took);
    }

    private void ended(String outcome, String reason, Duration took) {
        Counter.builder("igw.reconciliations")
                .description(
                        "Reconciliations, by how they ended and the reason of Ready, or the HTTP status or exception.")
                .tags("outcome", outcome, "reason", reason)
                .register(registry)
                .increment();
        timer("igw.reconciliation", "Duration of a reconciliation.")
                .tag("outcome", outcome)
                .register(registry)
                .record(took);
    }

    private static String reason(RuntimeException cause) {
        return cause instanceof KubernetesClientException answered && answered.getCode() > 0
                ? "" + answered.getCode()
                : cause.getClass().getSimpleName();
    }

    private static Timer.Builder timer(String name, String description) {
        return Timer.builder(name).description(description).serviceLevelObjectives(BUCKETS);
    }

    private double oldest() {
        return leading ? waiting.longestQueued().toNanos() : 0;
    }
}
