package io.inferencegateway.pod.runtime;

import java.time.Duration;
import java.util.SortedMap;

/// How a model runs, for the log and the metrics.
///
/// @param workers threads that make predictions
/// @param widths threads of one run
/// @param batches whether requests are run together
/// @param warmUp the longest time a worker took to warm up
/// @param load from the start of loading to ready, all included
public record EngineFacts(
        Placement placement, int workers, Widths widths, Batching batches, Duration warmUp, Duration load) {
    /// Requests in one run.
    ///
    /// @param most rows of a run; 1 where each request has its own
    /// @param times rows to the time of a run, as measured before the pod was ready; empty where nothing was
    /// @param why for the log
    public record Batching(int most, SortedMap<Integer, Duration> times, String why) {}
}
