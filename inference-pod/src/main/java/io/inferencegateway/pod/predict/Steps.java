package io.inferencegateway.pod.predict;

import java.time.Duration;
import java.util.function.Supplier;

/// Sees every step of one prediction; telemetry makes spans and histograms of them.
public interface Steps {
    /// Runs the body of a step and returns what it returns.
    <T> T in(Step step, Supplier<T> body);

    /// The prediction waited so long for a worker, until now.
    default void waited(Duration wait) {}

    /// How many cores the model's next run may take; asked right before it.
    default Width width() {
        return Width.NARROW;
    }

    /// The model was run for this request and others.
    ///
    /// @param rows of the whole run; 0 where another request of it is told them
    default void ranTogether(int rows) {}

    /// Sees nothing; for warm-up and tests.
    Steps UNSEEN = new Steps() {
        @Override
        public <T> T in(Step step, Supplier<T> body) {
            return body.get();
        }
    };
}
