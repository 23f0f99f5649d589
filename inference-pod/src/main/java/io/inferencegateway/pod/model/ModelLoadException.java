package io.inferencegateway.pod.model;

import io.inferencegateway.contract.wire.ModelPhase;

/// The model cannot be served; the message is a sentence for `/readyz`, the log and the gateway's status.
public final class ModelLoadException extends RuntimeException {
    private final ModelPhase phase;

    public ModelLoadException(String message) {
        super(message);
        this.phase = ModelPhase.LOAD_FAILED;
    }

    public ModelLoadException(String message, Throwable cause) {
        this(ModelPhase.LOAD_FAILED, message, cause);
    }

    /// @param phase that has failed
    public ModelLoadException(ModelPhase phase, String message) {
        super(message);
        this.phase = phase;
    }

    public ModelLoadException(ModelPhase phase, String message, Throwable cause) {
        super(message, cause);
        this.phase = phase;
    }

    public ModelPhase phase() {
        return phase;
    }
}
