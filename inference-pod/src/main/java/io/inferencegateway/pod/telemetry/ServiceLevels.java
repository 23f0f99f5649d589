package io.inferencegateway.pod.telemetry;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.ObjectiveNames;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.contract.wire.PodSettings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the objectives out of the metrics, by the definitions that the operator's rules have: a threshold is a bucket
/// bound, so what is within it is counted, not estimated.
final class ServiceLevels {
    /// A counter's family has no `_total`.
    private static final String REQUESTS = Metrics.HTTP_REQUESTS.replaceFirst("_total$", "");

    private static final Set<String> FAMILIES =
            Set.of(REQUESTS, Metrics.HTTP_REQUEST_DURATION, Metrics.INFERENCE_DURATION, Metrics.CONFIDENCE);

    private final MetricSnapshots families;

    private ServiceLevels(MetricSnapshots families) {
        this.families = families;
    }

    /// All four; those of the model are without events until one is loaded.
    static List<ServiceLevel> of(PrometheusRegistry registry, PodSettings.SloTargets slo) {
        var counted = new ServiceLevels(registry.scrape(FAMILIES::contains));
        return List.of(
                counted.availability(slo.availabilityTarget()),
                counted.latency(slo.latencyTarget(), slo.p99Latency()),
                counted.inferenceLatency(slo.inferenceTarget(), slo.inferenceP95()),
                counted.confidence(slo.confidenceTarget(), slo.confidenceThreshold()));
    }

    private ServiceLevel availability(double target) {
        return new ServiceLevel(
                ObjectiveNames.AVAILABILITY,
                "requests served",
                target,
                requests(Outcome::countsAsEvent),
                requests(Outcome::countsAgainstSlo));
    }

    /// Of the answers: a failure that came fast is not fast, it is unavailable.
    private ServiceLevel latency(double target, Duration threshold) {
        var answers = histogram(Metrics.HTTP_REQUEST_DURATION).stream()
                .filter(point ->
                        Outcome.SUCCESS.label().equals(point.getLabels().get(Metrics.OUTCOME)))
                .toList();
        return onTime(ObjectiveNames.LATENCY, "answers", target, threshold, answers);
    }

    private ServiceLevel inferenceLatency(double target, Duration threshold) {
        var runs = histogram(Metrics.INFERENCE_DURATION);
        return onTime(ObjectiveNames.INFERENCE_LATENCY, "runs of the model", target, threshold, runs);
    }

    private static ServiceLevel onTime(
            String name, String events, double target, Duration threshold, List<HistogramDataPointSnapshot> points) {
        long total = total(points);
        return new ServiceLevel(
                name,
                "%s within %d ms".formatted(events, threshold.toMillis()),
                target,
                total,
                total - upTo(PodMetrics.seconds(threshold), points));
    }

    private ServiceLevel confidence(double target, double threshold) {
        var predictions = histogram(Metrics.CONFIDENCE);
        return new ServiceLevel(
                ObjectiveNames.CONFIDENCE,
                "predictions surer than " + threshold,
                target,
                total(predictions),
                upTo(threshold, predictions));
    }

    private long requests(Predicate<Outcome> kind) {
        var outcomes =
                Stream.of(Outcome.values()).filter(kind).map(Outcome::label).collect(Collectors.toSet());
        return (long) families.stream()
                .filter(family -> family.getMetadata().getPrometheusName().equals(REQUESTS))
                .flatMap(family -> ((CounterSnapshot) family).getDataPoints().stream())
                .filter(point -> outcomes.contains(point.getLabels().get(Metrics.OUTCOME)))
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }

    private List<HistogramDataPointSnapshot> histogram(String name) {
        return families.stream()
                .filter(family -> family.getMetadata().getPrometheusName().equals(name))
                .flatMap(family -> ((HistogramSnapshot) family).getDataPoints().stream())
                .toList();
    }

    private static long total(List<HistogramDataPointSnapshot> points) {
        return points.stream().mapToLong(HistogramDataPointSnapshot::getCount).sum();
    }

    private static long upTo(double bound, List<HistogramDataPointSnapshot> points) {
        return points.stream()
                .flatMap(point -> point.getClassicBuckets().stream())
                .filter(bucket -> bucket.getUpperBound() <= bound)
                .mapToLong(bucket -> bucket.getCount())
                .sum();
    }
}
