package io.inferencegateway.operator.slo;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One rule of a group; what Prometheus records or alerts on.
public sealed interface Rule {
    /// A PromQL expression, possibly of several lines.
    String expression();

    /// Labels added to the result, sorted.
    Map<String, String> labels();

    /// Writes the result of the expression as series of the name `record`.
    record Recording(String record, String expression, Map<String, String> labels) implements Rule {
        public Recording {
            labels = sorted(labels);
        }
    }

    /// Fires for every series that the expression yields.
    ///
    /// @param pending time the expression must hold first; empty fires at once
    /// @param annotations templates that a person reads
    record Alert(
            String alert,
            String expression,
            Optional<Duration> pending,
            Map<String, String> labels,
            Map<String, String> annotations)
            implements Rule {
        public Alert {
            labels = sorted(labels);
            annotations = sorted(annotations);
        }
    }

    private static Map<String, String> sorted(Map<String, String> map) {
        return Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
