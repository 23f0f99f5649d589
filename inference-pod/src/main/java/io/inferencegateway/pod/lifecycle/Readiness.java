package io.inferencegateway.pod.lifecycle;

import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.pod.batch.Workers;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.telemetry.ModelMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What the pod can do at this moment; the probes and the prediction route read it, `Pod` moves it on.
public final class Readiness {
    /// The stages of a pod's life.
    public sealed interface State {
        /// Serving HTTP, no model yet.
        ///
        /// @param phase `Loading` or `Downloading`
        /// @param how in a sentence
        record Loading(ModelPhase phase, String how) implements State {}

        /// Answers predictions.
        record Ready(ModelInfo model, Workers workers, ModelMetrics metrics, Loaded loaded) implements State {}

        /// The model cannot be had or loaded; the pod stays up to say why. A download may still be tried again.
        ///
        /// @param phase that has failed
        record Failed(ModelPhase phase, String why) implements State {}

        /// Told to end: not ready any more, but what still comes is answered.
        record Draining(Ready ready) implements State {}

        /// The end: no new predictions.
        record Stopping() implements State {}
    }

    /// When the model was loaded.
    ///
    /// @param took from the start of the wait for it, its download included
    public record Loaded(Instant at, Duration took) {}

    private static final State LOADING = new State.Loading(ModelPhase.LOADING, "it is being loaded");
    private static final State OPENING =
            new State.Loading(ModelPhase.LOADING, "it is loaded, and the ports are being opened");

    private final AtomicReference<State> state = new AtomicReference<>(LOADING);
    private volatile boolean listening;

    /// A model that is loaded before the last port is open does not make a pod ready: whoever is told so may call
    /// any port at once.
    public State state() {
        var now = state.get();
        return now instanceof State.Ready && !listening ? OPENING : now;
    }

    /// Every port is open.
    public void listening() {
        listening = true;
    }

    /// The model has been loaded, or cannot be; has no effect on a pod that was told to end meanwhile.
    public void loaded(State outcome) {
        state.updateAndGet(now -> beforeModel(now) ? outcome : now);
    }

    /// How it stands with a model that is not there yet; has no effect later.
    public void waiting(ModelPhase phase, String how) {
        loaded(phase.failed() ? new State.Failed(phase, how) : new State.Loading(phase, how));
    }

    /// The model is here and is loaded now.
    public void loading() {
        loaded(LOADING);
    }

    private static boolean beforeModel(State state) {
        return state instanceof State.Loading || state instanceof State.Failed;
    }

    /// No new predictions from now on.
    public void stop() {
        state.set(new State.Stopping());
    }

    /// What can still make predictions, if anything can.
    public Optional<State.Ready> serving() {
        return switch (state()) {
            case State.Ready ready -> Optional.of(ready);
            case State.Draining draining -> Optional.of(draining.ready());
            case State.Loading _, State.Failed _, State.Stopping _ -> Optional.empty();
        };
    }

    /// The pod is told to end: not ready from now on.
    public void drain() {
        state.updateAndGet(now -> now instanceof State.Ready ready ? new State.Draining(ready) : new State.Stopping());
    }

    /// Whether the pod was told to end.
    public boolean ending() {
        return state() instanceof State.Draining || state() instanceof State.Stopping;
    }
}
