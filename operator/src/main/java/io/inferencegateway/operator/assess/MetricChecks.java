package io.inferencegateway.operator.assess;

import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.operator.assess.Result.NotChecked;
import io.inferencegateway.operator.assess.Result.NotMet;
import io.inferencegateway.operator.assess.Scrape.Family;
import io.inferencegateway.operator.desired.InferenceContainer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What several of the metrics' criteria look at, and the checks that take more than a line.
final class MetricChecks {
    /// More than the classes of a model that are named (50), and than the routes of a pod.
    static final int MOST_VALUES = 100;

    private static final Set<String> OF_THE_FORMAT = Set.of("le", "quantile");

    private MetricChecks() {}

    /// Judges the second scrape, when there is one.
    static Result scrape(Evidence evidence, Function<Scrape, Result> check) {
        return evidence.scrapes().after().judged(check);
    }

    /// The same, when our predictions were answered.
    static Result afterPredictions(Evidence evidence, Function<Scrape, Result> check) {
        return answered(evidence, () -> scrape(evidence, check));
    }

    /// Judges when our prediction was answered with one.
    static Result answered(Evidence evidence, Supplier<Result> check) {
        return evidence.answers().good().judged(answer -> switch (answer.code()) {
            case 200 -> check.get();
            case 401 -> new NotChecked("our prediction needs an API key: give one with --api-key-file");
            default -> new NotChecked("our prediction was answered " + answer.code());
        });
    }

    static Result endpoint(Evidence evidence) {
        return evidence.scrapes().answer().judged(answer -> {
            if (answer.code() != 200) {
                return new NotMet("it answered %d".formatted(answer.code()));
            }
            if (!answer.contentType().startsWith("text/plain; version=0.0.4")
                    && !answer.contentType().startsWith("application/openmetrics-text")) {
                return new NotMet("its content type is '%s'".formatted(answer.contentType()));
            }
            return evidence.scrapes()
                    .after()
                    .optional()
                    .map(scrape -> Judge.met(
                            scrape.problems(),
                            "200, %d families".formatted(scrape.families().size())))
                    .orElseGet(() -> new NotMet("it answered 200, but nothing that could be read"));
        });
    }

    /// What a family lacks of a type and labels.
    static List<String> shape(Scrape scrape, String name, String type, String... labels) {
        var family = scrape.family(name);
        if (family.isEmpty() || family.get().samples().isEmpty()) {
            return List.of("no " + name);
        }
        var amiss = new ArrayList<String>();
        if (!family.get().type().equals(type)) {
            amiss.add("%s is a %s, not a %s".formatted(name, family.get().type(), type));
        }
        Stream.of(labels)
                .filter(label -> family.get().samples().stream()
                        .noneMatch(sample -> sample.labels().containsKey(label)))
                .map(label -> "%s has no label %s".formatted(name, label))
                .forEach(amiss::add);
        return amiss;
    }

    // A family that is not there is another criterion's.
    static Result buckets(Evidence evidence) {
        var thresholds = thresholds(evidence);
        return scrape(evidence, scrape -> {
            var present = thresholds.entrySet().stream()
                    .filter(threshold -> scrape.has(threshold.getKey()))
                    .toList();
            if (present.isEmpty()) {
                return new NotChecked("there is no histogram to look at");
            }
            return Judge.met(
                    present.stream()
                            .filter(threshold ->
                                    !bounds(scrape, threshold.getKey()).contains(threshold.getValue()))
                            .map(threshold -> "%s has no bucket %s".formatted(threshold.getKey(), threshold.getValue()))
                            .toList(),
                    present.stream()
                            .map(Map.Entry::getValue)
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", ", "bounds ", "")));
        });
    }

    private static Map<String, Double> thresholds(Evidence evidence) {
        var slo = evidence.gateway()
                .optional()
                .map(InferenceContainer::settings)
                .orElseGet(PodSettings::defaults)
                .slo();
        return Map.of(
                Metrics.HTTP_REQUEST_DURATION, slo.p99Latency().toNanos() / 1e9,
                Metrics.INFERENCE_DURATION, slo.inferenceP95().toNanos() / 1e9,
                Metrics.CONFIDENCE, slo.confidenceThreshold());
    }

    private static Set<Double> bounds(Scrape scrape, String family) {
        return scrape.family(family).stream()
                .flatMap(known -> known.samples().stream())
                .map(sample -> sample.labels().getOrDefault("le", "+Inf"))
                .filter(bound -> !bound.equals("+Inf"))
                .map(Double::valueOf)
                .collect(Collectors.toSet());
    }

    static Result cardinality(Evidence evidence) {
        return scrape(evidence, scrape -> {
            var amiss = new ArrayList<String>();
            scrape.families().values().forEach(family -> values(family).forEach((label, values) -> {
                values.stream()
                        .filter(value -> value.contains(evidence.sent().unknownPath()))
                        .map(value -> "%s of %s has the path of a request".formatted(label, family.name()))
                        .forEach(amiss::add);
                if (values.size() > MOST_VALUES) {
                    amiss.add("%s of %s has %d values".formatted(label, family.name(), values.size()));
                }
            }));
            return Judge.met(
                    amiss,
                    "an unknown path made no label value; the most values of a label are "
                            + scrape.families().values().stream()
                                    .flatMap(family -> values(family).values().stream())
                                    .mapToInt(Set::size)
                                    .max()
                                    .orElse(0));
        });
    }

    private static Map<String, Set<String>> values(Family family) {
        var values = new HashMap<String, Set<String>>();
        family.samples().forEach(sample -> sample.labels().forEach((label, value) -> {
            if (!OF_THE_FORMAT.contains(label)) {
                values.computeIfAbsent(label, _ -> new HashSet<>()).add(value);
            }
        }));
        return values;
    }
}
