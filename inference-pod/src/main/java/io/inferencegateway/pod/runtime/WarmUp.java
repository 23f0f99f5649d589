package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.model.ModelLoadException;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.Pipeline;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Shape;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorRun;
import io.inferencegateway.pod.predict.TensorUse;
import io.inferencegateway.pod.predict.Unseen;
import io.inferencegateway.pod.predict.Width;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a worker's pipeline a few times before the pod is ready, on the worker's own thread, so that the first
/// client does not pay for class loading, for the engine's first allocations and for what a GPU sets up on the
/// first run.
public final class WarmUp {
    /// Of one input that is only made up.
    private static final int LARGEST = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final Picture picture = Picture.of(noise());
    private final int passes;
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    /// @param passes runs of each worker; 0 for none
    public WarmUp(int passes) {
        this.passes = passes;
    }

    /// @throws ModelLoadException when the model does not run
    public void run(Pipeline pipeline) {
        if (passes == 0) {
            return;
        }
        long start = System.nanoTime();
        try {
            each(pipeline, Steps.UNSEEN);
        } catch (ProblemException failed) {
            String cause = failed.problem() instanceof Problem.EngineFailed engine
                    ? String.valueOf(engine.cause().getMessage())
                    : failed.getMessage();
            throw new ModelLoadException("the model was loaded but does not run: " + cause, failed);
        }
        longest.accumulate(System.nanoTime() - start);
    }

    /// Runs a model that is no image classifier on zeros and empty texts, one of each dimension that is open. A model
    /// may refuse those and be a good one, so that is only told.
    public void run(TensorRun model, TensorUse tensors) {
        long start = System.nanoTime();
        try {
            each(model, tensors, Steps.UNSEEN);
        } catch (ProblemException refused) {
            LOG.atInfo()
                    .addKeyValue("reason", String.valueOf(refused.getMessage()))
                    .log("Model does not run on zeros; its first requests will be slower");
        }
        longest.accumulate(System.nanoTime() - start);
    }

    /// Has the wide session run, which all workers share, so that one pipeline is enough.
    ///
    /// @throws ProblemException when it does not run
    public void wide(Pipeline pipeline) {
        each(pipeline, new Unseen(Width.WIDE));
    }

    /// Has the wide session of a model that is no image classifier run.
    ///
    /// @throws ProblemException when it does not run on zeros
    public void wide(TensorRun model, TensorUse tensors) {
        each(model, tensors, new Unseen(Width.WIDE));
    }

    private void each(Pipeline pipeline, Steps steps) {
        for (int done = 0; done < passes; done++) {
            pipeline.predict(picture, steps);
        }
    }

    private void each(TensorRun model, TensorUse tensors, Steps steps) {
        var inputs = tensors.inputs().stream().map(WarmUp::zeros).toList();
        var outputs = tensors.outputs().stream().map(TensorUse.Slot::name).toList();
        for (int done = 0; done < passes; done++) {
            model.run(inputs, outputs, steps);
        }
    }

    private static Tensor zeros(TensorUse.Slot input) {
        var shape =
                input.shape().stream().map(dimension -> Math.max(1, dimension)).toList();
        long bytes =
                Shape.elements(shape) * Math.max(Integer.BYTES, input.datatype().width());
        if (bytes > LARGEST) {
            throw new ProblemException(
                    new Problem.TooLarge("its input '%s' has %d bytes".formatted(input.name(), bytes)));
        }
        int width = input.datatype() == Datatype.BYTES
                ? Integer.BYTES
                : input.datatype().width();
        var data = ByteBuffer.allocate((int) Shape.elements(shape) * width);
        return new Tensor(input.name(), input.datatype(), shape, data);
    }

    /// The longest time a worker took.
    public Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    /// Read, not made: to make one, AWT and a JPEG writer would be loaded at each start, which take 50 ms.
    private static byte[] noise() {
        try (var in = WarmUp.class.getResourceAsStream("/warm-up.jpg")) {
            return Objects.requireNonNull(in, "/warm-up.jpg is not in the jar").readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read /warm-up.jpg", unreadable);
        }
    }
}
