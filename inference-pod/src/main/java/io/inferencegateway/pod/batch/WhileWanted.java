package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Step;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Width;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Stops a prediction between preprocessing and the model's run, its longest step, when nobody waits for it any more.
record WhileWanted(Pending<?> pending, Steps steps, QueueEvents events, LongSupplier clock) implements Steps {
    @Override
    public <T> T in(Step step, Supplier<T> body) {
        long now = clock.getAsLong();
        if (step == Step.INFERENCE && pending.unwanted(now)) {
            events.shed(pending.reason(now));
            throw new ProblemException(new Problem.DeadlinePassed("Nobody waits for this prediction any more"));
        }
        return steps.in(step, body);
    }

    @Override
    public Width width() {
        return steps.width();
    }
}
