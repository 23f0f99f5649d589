package io.inferencegateway.pod.lifecycle;

import io.inferencegateway.pod.batch.Workers;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.telemetry.ModelMetrics;
import java.util.concurrent.atomic.AtomicReference;

/// What the pod can do at this moment; the probes and the prediction route read it, `Pod` moves it on.
public final class Readiness {
    /// The stages of a pod's life.
    public sealed interface State {
        /// Serving HTTP, no model yet.
        record Loading() implements State {}

        /// Answers predictions.
        record Ready(ModelInfo model, Workers workers, ModelMetrics metrics) implements State {}

        /// The model cannot be loaded; the pod stays up to say why.
        record Failed(String why) implements State {}

        /// The end: no new predictions.
        record Stopping() implements State {}
    }

    private final AtomicReference<State> state = new AtomicReference<>(new State.Loading());

    public State state() {
        return state.get();
    }

    public void become(State next) {
        state.set(next);
    }
}
