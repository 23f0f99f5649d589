package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Step;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Width;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The steps of a run for several requests: each sees all of them, and the run is not made when nobody waits any more.
record JointSteps(List<Pending<?>> batch, QueueEvents events, LongSupplier clock) implements Steps {
    @Override
    public <T> T in(Step step, Supplier<T> body) {
        if (step == Step.INFERENCE && unwanted()) {
            throw new ProblemException(new Problem.DeadlinePassed("Nobody waits for these predictions any more"));
        }
        return in(0, step, body);
    }

    private <T> T in(int request, Step step, Supplier<T> body) {
        return request == batch.size()
                ? body.get()
                : batch.get(request).steps().in(step, () -> in(request + 1, step, body));
    }

    private boolean unwanted() {
        long now = clock.getAsLong();
        return batch.stream().allMatch(each -> each.unwanted(now));
    }

    /// A batch is never alone.
    @Override
    public Width width() {
        events.runs(Width.NARROW);
        return Width.NARROW;
    }
}
