package io.inferencegateway.pod.runtime;

import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.contract.wire.DeviceFallback;
import io.inferencegateway.pod.model.ModelLoadException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a model was asked to run on and what it runs on. A pod that was asked for a GPU and cannot use one stays
/// unready, unless its settings allow the CPU.
///
/// @param fellBack why the two differ
public record Placement(Device requested, Device actual, Optional<String> fellBack) {
    /// Looks whether the device can be used.
    ///
    /// @throws ModelLoadException saying what is missing
    public static Placement of(Device requested, DeviceFallback fallback) {
        return of(requested, fallback, ExecutionProviders::missing);
    }

    /// @param missing what a device lacks, in words
    static Placement of(Device requested, DeviceFallback fallback, Function<Device, List<String>> missing) {
        var lacks = missing.apply(requested);
        if (lacks.isEmpty()) {
            return new Placement(requested, requested, Optional.empty());
        }
        String why = "MODEL_DEVICE is %s, but it cannot be used here; missing: %s"
                .formatted(requested.text(), String.join("; ", lacks));
        return switch (fallback) {
            case NONE ->
                throw new ModelLoadException(why + ". (MODEL_DEVICE_FALLBACK=cpu would run the model on the CPU.)");
            case CPU -> new Placement(requested, Device.CPU, Optional.of(why));
        };
    }
}
