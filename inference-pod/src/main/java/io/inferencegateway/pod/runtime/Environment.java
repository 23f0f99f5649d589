package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;

/// ONNX Runtime's environment, of which a process has one. It comes before everything else: without its logger even
/// asking for a provider fails.
final class Environment {
    private Environment() {}

    static synchronized OrtEnvironment open() throws OrtException {
        // ONNX Runtime 1.29 reports usage to its maker unless it is told not to; it reads this variable when
        // its library is loaded, and without it the process was seen to crash there when its command line is
        // long.
        NativeVariable.set("ORT_DISABLE_TELEMETRY", "1");
        var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "inference-gateway");
        environment.setTelemetry(false);
        return environment;
    }
}
