package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.inferencegateway.contract.wire.DeviceFallback;

/// `spec.deviceFallback`.
public enum FallbackType {
    @JsonProperty("none")
    NONE(DeviceFallback.NONE),
    @JsonProperty("cpu")
    CPU(DeviceFallback.CPU);

    private final DeviceFallback fallback;

    FallbackType(DeviceFallback fallback) {
        this.fallback = fallback;
    }

    /// The same fallback as the pod's settings know it.
    public DeviceFallback wire() {
        return fallback;
    }
}
