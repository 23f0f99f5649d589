package io.inferencegateway.operator.status;

import org.jspecify.annotations.Nullable;

/// What a pod says about its model when it is asked.
public sealed interface PodAnswer {
    /// The model is loaded.
    record Loaded(@Nullable String version, @Nullable String digest) implements PodAnswer {}

    /// The model is not loaded.
    ///
    /// @param failed whether the pod has given up, as opposed to being busy with it
    /// @param message the pod's own words
    record NotLoaded(boolean failed, String message) implements PodAnswer {}

    /// No answer, or none that can be read.
    record Silent() implements PodAnswer {}
}
