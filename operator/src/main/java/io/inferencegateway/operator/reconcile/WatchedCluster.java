package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.contract.InferenceGatewayStatus;
import io.inferencegateway.operator.desired.Capabilities;
import io.inferencegateway.operator.desired.Reference;
import io.inferencegateway.operator.status.BudgetAnswer;
import io.inferencegateway.operator.status.GatewayEvent;
import io.inferencegateway.operator.status.PodAnswer;
import io.inferencegateway.operator.telemetry.Trace;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The cluster of one reconciliation, with every write counted and, like a question to a pod, a step of its trace.
final class WatchedCluster implements Cluster {
    private final Cluster cluster;
    private final MeterRegistry registry;
    private final Trace trace;

    WatchedCluster(Cluster cluster, MeterRegistry registry, Trace trace) {
        this.cluster = cluster;
        this.registry = registry;
        this.trace = trace;
    }

    @Override
    public void apply(HasMetadata desired, Optional<HasMetadata> actual) {
        write("apply", desired, () -> cluster.apply(desired, actual));
    }

    @Override
    public void keep(HasMetadata fields, HasMetadata actual) {
        write("keep", fields, () -> cluster.keep(fields, actual));
    }

    @Override
    public void delete(HasMetadata object) {
        write("delete", object, () -> cluster.delete(object));
    }

    @Override
    public void patchStatus(InferenceGateway gateway, InferenceGatewayStatus status) {
        write("status", gateway, () -> cluster.patchStatus(gateway, status));
    }

    @Override
    public void tell(InferenceGateway gateway, List<GatewayEvent> events) {
        if (!events.isEmpty()) {
            trace.in("create Event", Map.of("inferencegateway.events", "" + events.size()), () -> {
                cluster.tell(gateway, events);
                return events;
            });
        }
    }

    @Override
    public PodAnswer ask(Pod pod) {
        var details = Map.of("k8s.pod.name", pod.getMetadata().getName());
        try (var step = trace.step("GET /readyz", details)) {
            var answer = cluster.ask(pod);
            step.attribute("inferencegateway.answer", answer.getClass().getSimpleName());
            return answer;
        }
    }

    private void write(String verb, HasMetadata object, Runnable write) {
        var details = Map.of(
                "inferencegateway.verb", verb,
                "k8s.object.kind", object.getKind(),
                "k8s.object.name", object.getMetadata().getName());
        String result = "failed";
        try {
            trace.in(verb + " " + object.getKind(), details, () -> {
                write.run();
                return verb;
            });
            result = "done";
        } catch (RefusedException refused) {
            result = "refused";
            throw refused;
        } finally {
            Counter.builder("igw.writes")
                    .description("Writes of reconciliations, by kind, verb and whether the API server accepted them.")
                    .tags("kind", object.getKind(), "verb", verb, "result", result)
                    .register(registry)
                    .increment();
        }
    }

    @Override
    public Capabilities capabilities() {
        return cluster.capabilities();
    }

    @Override
    public Owned owned(InferenceGateway gateway) {
        return cluster.owned(gateway);
    }

    @Override
    public boolean upToDate(HasMetadata actual, HasMetadata desired) {
        return cluster.upToDate(actual, desired);
    }

    @Override
    public Optional<HasMetadata> read(HasMetadata object) {
        return cluster.read(object);
    }

    @Override
    public Optional<Set<String>> keys(Reference reference, String namespace) {
        return cluster.keys(reference, namespace);
    }

    @Override
    public BudgetAnswer budget(InferenceGateway gateway) {
        return cluster.budget(gateway);
    }

    @Override
    public <R extends HasMetadata> List<R> all(Class<R> kind) {
        return cluster.all(kind);
    }

    @Override
    public Map<String, String> namespaceLabels(String namespace) {
        return cluster.namespaceLabels(namespace);
    }

    @Override
    public List<String> forbidden(Prometheus prometheus, String namespace) {
        return cluster.forbidden(prometheus, namespace);
    }
}
