package io.inferencegateway.pod.source;

import io.inferencegateway.contract.wire.ModelPhase;

/// Hears how a download goes, for whoever asks `/readyz`.
public interface DownloadProgress {
    /// @param phase `Downloading`, or `DownloadFailed` while the next attempt is waited for
    /// @param how in a sentence
    void now(ModelPhase phase, String how);
}
