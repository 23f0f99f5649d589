package io.inferencegateway.pod.model;

/// The model cannot be served; the message is a sentence for `/readyz`, the log and the gateway's status.
public final class ModelLoadException extends RuntimeException {
    public ModelLoadException(String message) {
        super(message);
    }

    public ModelLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
