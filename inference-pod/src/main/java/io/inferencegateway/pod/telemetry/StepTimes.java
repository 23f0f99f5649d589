package io.inferencegateway.pod.telemetry;

import java.time.Duration;

/// How long the parts of one answered request took.
///
/// @param queue waiting for a worker
/// @param input preprocessing
/// @param infer the model's runs
/// @param output postprocessing
public record StepTimes(Duration queue, Duration input, Duration infer, Duration output) {}
