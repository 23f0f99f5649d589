package io.inferencegateway.pod.predict;

import java.util.function.Supplier;

/// Sees nothing, as `Steps.UNSEEN`, and has the model run at one width; for warm-up and tests.
public record Unseen(Width width) implements Steps {
    @Override
    public <T> T in(Step step, Supplier<T> body) {
        return body.get();
    }
}
