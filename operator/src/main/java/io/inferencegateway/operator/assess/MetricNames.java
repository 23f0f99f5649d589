package io.inferencegateway.operator.assess;

import io.inferencegateway.operator.assess.Scrape.Family;
import io.inferencegateway.operator.assess.Scrape.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rules of `promtool check metrics` (package promlint of Prometheus' client for Go) over the families of a scrape.
final class MetricNames {
    private static final Pattern SNAKE_CASE = Pattern.compile("[a-z_][a-z0-9_]*");

    // What Prometheus measures in is seconds, bytes, ratios: with no prefix, in full.
    private static final Set<String> NO_BASE_UNITS = Set.of(
            "milliseconds",
            "microseconds",
            "nanoseconds",
            "minutes",
            "hours",
            "days",
            "weeks",
            "kilobytes",
            "megabytes",
            "gigabytes",
            "bits",
            "kilobits",
            "percent");
    private static final Set<String> ABBREVIATIONS =
            Set.of("ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d", "s");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");

    private static final Map<String, Predicate<Family>> RULES = Map.of(
            "has no help text", family -> family.help().isEmpty(),
            "has no type", family -> !TYPES.contains(family.type()),
            "is a counter and does not end in _total",
                    family -> family.type().equals("counter") && !family.name().endsWith("_total"),
            "ends in _total and is no counter",
                    family -> !family.type().equals("counter") && family.name().endsWith("_total"),
            "is not in snake_case", family -> !SNAKE_CASE.matcher(family.name()).matches(),
            "has a suffix that histograms and summaries keep for themselves", MetricNames::hasReservedSuffix,
            "names its type", family -> words(family.name()).anyMatch(TYPES::contains),
            "is in another unit than seconds, bytes or a ratio",
                    family -> words(family.name()).anyMatch(NO_BASE_UNITS::contains),
            "abbreviates its unit", family -> words(family.name()).anyMatch(ABBREVIATIONS::contains),
            "has a label that is not in snake_case, or one of another type",
                    family -> family.samples().stream().anyMatch(sample -> hasBadLabel(family, sample)));

    private MetricNames() {}

    /// A clause for each family and rule it breaks.
    static List<String> problems(Scrape scrape) {
        return scrape.families().values().stream()
                .flatMap(family -> RULES.entrySet().stream()
                        .filter(rule -> rule.getValue().test(family))
                        .map(rule -> family.name() + " " + rule.getKey()))
                .sorted()
                .toList();
    }

    private static Stream<String> words(String name) {
        return Arrays.stream(name.split("_"));
    }

    private static boolean hasReservedSuffix(Family family) {
        return Stream.of("_count", "_sum", "_bucket").anyMatch(family.name()::endsWith);
    }

    private static boolean hasBadLabel(Family family, Sample sample) {
        return sample.labels().keySet().stream()
                .anyMatch(label -> !SNAKE_CASE.matcher(label).matches()
                        || label.equals("le") && !family.type().equals("histogram")
                        || label.equals("quantile") && !family.type().equals("summary"));
    }
}
