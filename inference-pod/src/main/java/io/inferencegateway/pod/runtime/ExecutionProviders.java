package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import io.inferencegateway.contract.wire.Device;
import io.inferencegateway.pod.model.ModelLoadException;

/// Puts a session on its device. There is no silent fall-back: a pod that was asked for a GPU and has none stays
/// unready.
final class ExecutionProviders {
    private ExecutionProviders() {}

    static void select(OrtSession.SessionOptions options, Device device) {
        switch (device) {
            case CPU -> {
                // The CPU provider is always there.
            }
            case CUDA -> cuda(options);
        }
    }

    private static void cuda(OrtSession.SessionOptions options) {
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            throw new ModelLoadException(
                    "MODEL_DEVICE is cuda, but this image holds ONNX Runtime for the CPU; use the cuda variant of the image");
        }
        try {
            options.addCUDA(0);
        } catch (OrtException refused) {
            throw new ModelLoadException(
                    "MODEL_DEVICE is cuda, but CUDA cannot be used (it needs a GPU, its driver, CUDA 12 and cuDNN 9): "
                            + refused.getMessage(),
                    refused);
        }
    }
}
