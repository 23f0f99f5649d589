package io.inferencegateway.operator.assess;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A scrape of a pod: its metric families.
///
/// @param families by name, in their order
/// @param problems lines that could not be read, with what is wrong
public record Scrape(Map<String, Family> families, List<String> problems) {
    /// A family.
    ///
    /// @param type `untyped` where the scrape names none
    /// @param help empty where the scrape has none
    public record Family(String name, String type, String help, List<Sample> samples) {}

    /// A sample.
    ///
    /// @param name of the family, for histograms and summaries with a suffix
    public record Sample(String name, Map<String, String> labels, double value) {}

    public Scrape {
        problems = List.copyOf(problems);
    }

    Optional<Family> family(String name) {
        return Optional.ofNullable(families.get(name));
    }

    boolean has(String name) {
        return family(name).filter(family -> !family.samples().isEmpty()).isPresent();
    }

    /// Sum over the samples of a name that have all of these labels.
    ///
    /// @param labels name and value, alternating
    public double sum(String sample, String... labels) {
        return families.values().stream()
                .flatMap(family -> family.samples().stream())
                .filter(one -> one.name().equals(sample) && hasAll(one.labels(), labels))
                .mapToDouble(Sample::value)
                .sum();
    }

    private static boolean hasAll(Map<String, String> labels, String... wanted) {
        for (int i = 0; i < wanted.length; i += 2) {
            if (!labels.getOrDefault(wanted[i], "").equals(wanted[i + 1])) {
                return false;
            }
        }
        return true;
    }
}
