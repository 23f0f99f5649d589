package io.inferencegateway.pod.source;

import java.time.Duration;

/// Sees downloads; telemetry makes metrics of it.
public interface DownloadEvents {
    /// Bytes of a model arrived.
    void received(long bytes);

    /// An attempt ended.
    ///
    /// @param result `success`, `cached` or what went wrong, from a closed set
    void ended(String result, Duration took);
}
