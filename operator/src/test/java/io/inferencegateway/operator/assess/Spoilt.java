package io.inferencegateway.operator.assess;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Evidence with one thing amiss.
///
/// @param id of the only criterion that is not met
/// @param what is amiss
/// @param words a part of what is said
record Spoilt(String id, String what, String words, Healthy evidence) {
    static Stream<Spoilt> all() {
        return Stream.of(
                        SpoiltMetrics.all(),
                        SpoiltLogs.all(),
                        SpoiltTraces.all(),
                        SpoiltHealth.all(),
                        SpoiltRules.all())
                .flatMap(rows -> rows);
    }

    /// A scrape without a family.
    static String dropped(String text, String family) {
        return text.lines().filter(line -> !line.contains(family)).collect(Collectors.joining("\n", "", "\n"));
    }

    @Override
    public String toString() {
        return id + ": " + what;
    }
}
