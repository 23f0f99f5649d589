package io.inferencegateway.pod.predict;

import java.util.Optional;

/// What one worker thread works with; never shared.
///
/// @param pictures for an image classifier only
/// @param tensors for every model
public record Bench(Optional<Pipeline> pictures, TensorRun tensors) {}
