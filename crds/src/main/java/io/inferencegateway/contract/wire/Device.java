package io.inferencegateway.contract.wire;

import java.util.Locale;

/// The device a model runs on; `MODEL_DEVICE` of the pod and `spec.device` of the resource.
public enum Device {
    CPU,
    CUDA;

    /// The value as written in settings, labels and the resource.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
