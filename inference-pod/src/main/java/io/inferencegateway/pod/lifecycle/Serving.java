package io.inferencegateway.pod.lifecycle;

import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a request needs of the pod's life: the model, or the reason why there is none.
public final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private Serving() {}

    /// What can make predictions; a pod that was told to end still can.
    ///
    /// @throws ProblemException `NotReady`
    public static Readiness.State.Ready ready(Readiness readiness) {
        return readiness.serving().orElseThrow(() -> {
            String why = why(readiness).orElse("The pod is stopping");
            LOG.atError().addKeyValue("error", why).log("Model not loaded");
            return new ProblemException(new Problem.NotReady(why));
        });
    }

    /// Why the pod is not ready; empty when it is.
    public static Optional<String> why(Readiness readiness) {
        return switch (readiness.state()) {
            case Readiness.State.Ready _ -> Optional.empty();
            case Readiness.State.Loading loading -> Optional.of("Model not loaded: " + loading.how());
            case Readiness.State.Failed failed -> Optional.of("Model not loaded: " + failed.why());
            case Readiness.State.Draining _, Readiness.State.Stopping _ -> Optional.of("The pod is stopping");
        };
    }
}
