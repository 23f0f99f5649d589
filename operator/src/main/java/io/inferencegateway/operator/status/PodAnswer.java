package io.inferencegateway.operator.status;

import io.inferencegateway.contract.wire.ModelPhase;
import org.jspecify.annotations.Nullable;

/// What a pod says about its model when it is asked.
public sealed interface PodAnswer {
    /// The model is loaded.
    ///
    /// @param loadDuration in seconds, with its unit
    record Loaded(
            @Nullable String version,
            @Nullable String digest,
            @Nullable Long sizeBytes,
            @Nullable String loadedAt,
            @Nullable String loadDuration)
            implements PodAnswer {
        /// What a pod of an earlier release says.
        public Loaded(@Nullable String version, @Nullable String digest) {
            this(version, digest, null, null, null);
        }
    }

    /// The model is not loaded.
    ///
    /// @param phase where the pod is with it, or where it gave up
    /// @param message the pod's own words
    record NotLoaded(ModelPhase phase, String message) implements PodAnswer {}

    /// No answer, or none that can be read.
    record Silent() implements PodAnswer {}
}
