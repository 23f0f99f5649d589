package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Step;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Width;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Chooses the width of a prediction's runs: wide for one that was alone when a worker took it and still is
/// when the model is run. One look would not do. Of a burst the first is alone when it is taken; and two
/// clients that ask in turn would now and then find a gap between each other's runs, and get in each other's
/// way with more threads than cores.
final class WidthByLoad implements Steps {
    private final Steps steps;
    private final BooleanSupplier alone;
    private final LoneRuns loneRuns;
    private final QueueEvents events;
    private boolean ranWide;

    /// @param alone whether there is no other work in the pod now; false where the model has one width only
    WidthByLoad(Steps steps, BooleanSupplier alone, LoneRuns loneRuns, QueueEvents events) {
        this.steps = steps;
        this.alone = alone;
        this.loneRuns = loneRuns;
        this.events = events;
    }

    @Override
    public <T> T in(Step step, Supplier<T> body) {
        if (step != Step.INFERENCE) {
            return steps.in(step, body);
        }
        long begin = System.nanoTime();
        T result = steps.in(step, body);
        if (!ranWide) {
            loneRuns.tookNarrow(System.nanoTime() - begin);
        }
        return result;
    }

    @Override
    public void waited(Duration wait) {
        steps.waited(wait);
    }

    @Override
    public Width width() {
        var width = alone.getAsBoolean() && loneRuns.mayBeWide() ? Width.WIDE : Width.NARROW;
        ranWide |= width == Width.WIDE;
        events.runs(width);
        return width;
    }

    /// Whether a run of this prediction was wide, so that its time says little about the others'.
    boolean ranWide() {
        return ranWide;
    }
}
