package io.inferencegateway.operator.slo;

import java.util.Map;

/// One series of an instant query's answer.
///
/// @param labels all of them, the name as `__name__`
public record Sample(Map<String, String> labels, double value) {
    public Sample {
        labels = Map.copyOf(labels);
    }
}
