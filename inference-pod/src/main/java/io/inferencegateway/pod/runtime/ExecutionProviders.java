package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.inferencegateway.contract.wire.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ONNX Runtime's side of a device: whether it is there, and the options of a session on it.
final class ExecutionProviders {
    private static final int FIRST_GPU = 0;

    /// Options of the CUDA provider that differ from, or should not follow, its defaults.
    static final Map<String, String> CUDA = Map.of(
            // The default doubles the arena and never gives a freed large chunk to the next request of its size.
            "arena_extend_strategy", "kSameAsRequested",
            // The default tries every algorithm for each new input shape, up to a second each; this asks cuDNN's
            // heuristic.
            "cudnn_conv_algo_search", "HEURISTIC",
            // Copies on the compute stream need no event to order them before the run; each session has its own thread.
            "do_copy_in_default_stream", "1");

    private ExecutionProviders() {}

    /// What a device lacks on this machine and in this image; nothing when it can be used.
    static List<String> missing(Device device) {
        return switch (device) {
            case CPU -> List.of();
            case CUDA -> cudaLacks();
        };
    }

    private static List<String> cudaLacks() {
        var lacks = new ArrayList<String>();
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            lacks.add("the CUDA build of ONNX Runtime (this image holds the one for the CPU; use the cuda variant)");
        }
        lacks.addAll(CudaLibraries.missing());
        if (lacks.isEmpty()) {
            CudaDriver.unusable().or(ExecutionProviders::cudaRefuses).ifPresent(lacks::add);
        }
        return lacks;
    }

    /// Everything is there; whether it fits together is known when the provider's library is loaded.
    private static Optional<String> cudaRefuses() {
        try {
            Environment.open();
            try (var options = new OrtSession.SessionOptions()) {
                select(options, Device.CUDA);
                return Optional.empty();
            }
        } catch (OrtException refused) {
            return Optional.of("a CUDA provider that loads (ONNX Runtime says: " + refused.getMessage() + ")");
        }
    }

    /// Puts a session on its device.
    static void select(OrtSession.SessionOptions options, Device device) throws OrtException {
        if (device == Device.CUDA) {
            try (var cuda = new OrtCUDAProviderOptions(FIRST_GPU)) {
                for (var option : CUDA.entrySet()) {
                    cuda.add(option.getKey(), option.getValue());
                }
                options.addCUDA(cuda);
            }
        }
    }
}
