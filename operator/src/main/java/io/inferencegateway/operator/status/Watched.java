package io.inferencegateway.operator.status;

import static io.inferencegateway.contract.Reason.MONITORING_CONFIGURED;
import static io.inferencegateway.contract.Reason.NOT_VERIFIED;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.openshift.api.model.monitoring.v1.Prometheus;
import io.inferencegateway.contract.InferenceGateway;
import io.inferencegateway.operator.desired.AlertRouting;
import io.inferencegateway.operator.desired.Capabilities;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Whether a Prometheus, and an Alertmanager where one is wanted, sees the monitoring objects that are in place.
final class Watched {
    private static final String IN_PLACE = "the monitoring objects are in place, but ";

    /// An object that should see them, with what keeps it from that.
    private record Candidate<T extends HasMetadata>(T object, List<Gap> gaps) {}

    private Watched() {}

    static Finding of(InferenceGateway gateway, Capabilities capabilities, MonitoringStack stack) {
        var prometheus = closest(stack.prometheuses(), candidate -> Selection.gaps(candidate, gateway, stack));
        if (prometheus.isEmpty()) {
            return unseen("Prometheus", capabilities.prometheus());
        }
        var alertmanager = closest(stack.alertmanagers(), candidate -> Selection.gaps(candidate, gateway, stack));
        return faults(prometheus.orElseThrow(), stack.prometheuses().size())
                .or(() -> AlertRouting.wanted(gateway)
                        ? alertmanager
                                .map(candidate ->
                                        faults(candidate, stack.alertmanagers().size()))
                                .orElseGet(() -> Optional.of(unseen("Alertmanager", capabilities.alertmanager())))
                        : Optional.empty())
                .orElseGet(() -> watched(gateway, prometheus.orElseThrow().object()));
    }

    private static Finding watched(InferenceGateway gateway, Prometheus prometheus) {
        String remark = Retention.tooShort(
                        prometheus, gateway.getSpec().slo().window().days())
                .map(words -> "; " + words)
                .orElse("");
        return Finding.yes(
                MONITORING_CONFIGURED,
                "Prometheus %s selects the ServiceMonitor and the rules%s"
                        .formatted(Selection.name(prometheus), remark));
    }

    private static Finding unseen(String kind, boolean readable) {
        return Finding.unknown(
                NOT_VERIFIED,
                IN_PLACE
                        + (readable
                                ? "the cluster has no %s object that could select them; another scraper may read them"
                                        .formatted(kind)
                                : "the operator cannot read %s objects (it watches some namespaces only, has no right to list all of them, or there is no such kind), so it cannot say whether one selects them"
                                        .formatted(kind)));
    }

    private static Optional<Finding> faults(Candidate<?> closest, int all) {
        if (closest.gaps().isEmpty()) {
            return Optional.empty();
        }
        String name = closest.object().getKind() + " " + Selection.name(closest.object());
        String clauses = closest.gaps().stream().map(Gap::words).collect(Collectors.joining("; it "));
        String others = all == 1 ? "" : "; of %d, the others are no closer".formatted(all);
        return Optional.of(Finding.no(closest.gaps().getFirst().reason(), IN_PLACE + name + " " + clauses + others));
    }

    // By name among equals: the message must not change with the order of a cache.
    private static <T extends HasMetadata> Optional<Candidate<T>> closest(
            List<T> objects, Function<T, List<Gap>> gaps) {
        return objects.stream()
                .map(object -> new Candidate<>(object, gaps.apply(object)))
                .min(Comparator.<Candidate<T>>comparingInt(
                                candidate -> candidate.gaps().size())
                        .thenComparing(candidate -> Selection.name(candidate.object())));
    }
}
