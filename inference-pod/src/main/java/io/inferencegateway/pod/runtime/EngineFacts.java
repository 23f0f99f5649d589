package io.inferencegateway.pod.runtime;

import java.time.Duration;

/// How a model runs, for the log and the metrics.
///
/// @param workers threads that make predictions
/// @param widths threads of one run
/// @param warmUp the longest time a worker took to warm up
/// @param load from the start of loading to ready, all included
public record EngineFacts(Placement placement, int workers, Widths widths, Duration warmUp, Duration load) {}
