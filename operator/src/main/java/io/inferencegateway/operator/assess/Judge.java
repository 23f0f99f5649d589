package io.inferencegateway.operator.assess;

import io.inferencegateway.operator.assess.Result.Met;
import io.inferencegateway.operator.assess.Result.NotMet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words that the checks share.
final class Judge {
    private static final int TOLD = 3;

    private Judge() {}

    /// Met when nothing is amiss.
    ///
    /// @param seen what is told then
    static Result met(List<String> amiss, String seen) {
        return amiss.isEmpty() ? new Met(seen) : new NotMet(several(amiss));
    }

    /// The first few, and how many more there are.
    static String several(List<String> amiss) {
        int more = amiss.size() - TOLD;
        return amiss.stream().limit(TOLD).collect(Collectors.joining("; "))
                + (more > 0 ? "; and %d more".formatted(more) : "");
    }

    /// Those of the names that are not there.
    static List<String> missing(Stream<String> wanted, List<String> there) {
        return wanted.filter(name -> !there.contains(name))
                .map(name -> "no " + name)
                .toList();
    }
}
