package io.inferencegateway.contract.wire;

import java.util.Locale;

/// What a pod does that was asked for a GPU and cannot use one; `MODEL_DEVICE_FALLBACK` of the pod.
public enum DeviceFallback {
    /// It stays unready and says what is missing.
    NONE,
    /// It serves on the CPU, and says so in its log, `/readyz` and metrics.
    CPU;

    /// The value as written in settings.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
