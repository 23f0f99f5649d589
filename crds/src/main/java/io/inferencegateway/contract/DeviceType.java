package io.inferencegateway.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.inferencegateway.contract.wire.Device;

/// `spec.device`.
public enum DeviceType {
    @JsonProperty("cpu")
    CPU(Device.CPU),
    @JsonProperty("cuda")
    CUDA(Device.CUDA);

    private final Device device;

    DeviceType(Device device) {
        this.device = device;
    }

    /// The same device as the pod's settings know it.
    public Device wire() {
        return device;
    }
}
