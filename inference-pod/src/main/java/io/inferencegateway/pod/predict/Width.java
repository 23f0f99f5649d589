package io.inferencegateway.pod.predict;

import java.util.Locale;

/// How many cores a run of the model takes: the values of the label `width`.
public enum Width {
    /// Its share of the cores: the most predictions a second.
    NARROW,
    /// All cores, for a prediction that is alone in the pod: the soonest answer.
    WIDE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
