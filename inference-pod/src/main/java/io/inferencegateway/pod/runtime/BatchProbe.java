package io.inferencegateway.pod.runtime;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Shape;
import io.inferencegateway.pod.predict.Steps;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorRun;
import io.inferencegateway.pod.predict.TensorUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Finds out before the pod is ready whether requests may be run together, and how long runs take by their rows. Each
/// worker asks on its own thread, all at the same time: so they will run, and a GPU prepares itself for each size it
/// sees first. Rows of made-up numbers show whether the model keeps them apart; one that does not is never batched,
/// whatever its first dimension is called.
public final class BatchProbe {
    /// A size is run so often after the first time; what else runs on the machine can only make it slower, so the
    /// fastest counts.
    private static final int TIMED = 3;
    /// Sizes beyond what could be measured in this time are not used.
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(2);
    /// Of one input of the largest batch.
    private static final int LARGEST = 64 << 20;

    private final TensorUse tensors;
    private final List<String> outputs;
    private final int most;
    private final List<SortedMap<Integer, Duration>> measured = new ArrayList<>();
    private Optional<String> refused;

    /// @param most rows of a batch
    public BatchProbe(TensorUse tensors, int most) {
        this.tensors = tensors;
        this.outputs = tensors.outputs().stream().map(TensorUse.Slot::name).toList();
        this.most = most;
        this.refused = unfit(tensors, most);
    }

    private static Optional<String> unfit(TensorUse tensors, int most) {
        if (most == 1) {
            return Optional.of("MODEL_BATCH_SIZE is 1");
        }
        if (!tensors.batches()) {
            return Optional.of("the first dimension of the model's inputs and outputs is not dynamic");
        }
        if (Stream.concat(tensors.inputs().stream(), tensors.outputs().stream())
                .anyMatch(slot -> slot.datatype() == Datatype.BYTES)) {
            return Optional.of("the model has texts as inputs or outputs");
        }
        return Optional.empty();
    }

    /// On a worker's thread, when it is warm.
    public void run(TensorRun model) {
        if (refused().isPresent()) {
            return;
        }
        try {
            var mixed = mixed(model);
            if (mixed.isPresent()) {
                refuse(mixed.get());
            } else {
                add(times(model));
            }
        } catch (ProblemException failed) {
            String why = failed.problem() instanceof Problem.EngineFailed engine
                    ? String.valueOf(engine.cause().getMessage())
                    : String.valueOf(failed.getMessage());
            refuse("the model does not run on a batch of made-up numbers: " + why);
        }
    }

    /// What differs when two rows are run together instead of one by one.
    private Optional<String> mixed(TensorRun model) {
        var one = inputs(1, 1);
        var other = inputs(1, 2);
        var together = model.runTogether(List.of(one, other), outputs, Steps.UNSEEN);
        var apart = List.of(model.run(one, outputs, Steps.UNSEEN), model.run(other, outputs, Steps.UNSEEN));
        for (int row = 0; row < apart.size(); row++) {
            for (int i = 0; i < outputs.size(); i++) {
                if (!Alike.are(apart.get(row).get(i), together.get(row).get(i))) {
                    return Optional.of(
                            "output '%s' of a row depends on the other rows of its batch".formatted(outputs.get(i)));
                }
            }
        }
        return Optional.empty();
    }

    private SortedMap<Integer, Duration> times(TensorRun model) {
        var times = new TreeMap<Integer, Duration>();
        long start = System.nanoTime();
        for (int size = 1; ; ) {
            long least = time(model, inputs(size, 3));
            times.put(size, Duration.ofNanos(least));
            int next = Math.min(most, 2 * size);
            long expected = (TIMED + 1) * least * next / size;
            if (size == most || System.nanoTime() - start + expected > LONGEST) {
                return times;
            }
            size = next;
        }
    }

    private long time(TensorRun model, List<Tensor> inputs) {
        model.run(inputs, outputs, Steps.UNSEEN);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < TIMED; i++) {
            long begin = System.nanoTime();
            model.run(inputs, outputs, Steps.UNSEEN);
            least = Math.min(least, System.nanoTime() - begin);
        }
        return least;
    }

    private List<Tensor> inputs(int rows, int seed) {
        return tensors.inputs().stream().map(slot -> input(slot, rows, seed)).toList();
    }

    private static Tensor input(TensorUse.Slot slot, int rows, int seed) {
        var shape = new ArrayList<Long>();
        slot.shape().forEach(dimension -> shape.add(Math.max(1, dimension)));
        shape.set(0, (long) rows);
        if (Shape.elements(shape) * slot.datatype().width() > LARGEST) {
            throw new ProblemException(
                    new Problem.TooLarge("input '%s' of %d rows is too large".formatted(slot.name(), rows)));
        }
        return MadeUp.tensor(slot, shape, seed);
    }

    private synchronized void refuse(String why) {
        refused = Optional.of(why);
    }

    private synchronized void add(SortedMap<Integer, Duration> times) {
        measured.add(times);
    }

    /// Why requests are not run together, if it is already known.
    public synchronized Optional<String> refused() {
        return refused;
    }

    /// Rows to the time of a run, the longest of all workers' and of sizes that all have measured; empty before any
    /// has.
    public synchronized SortedMap<Integer, Duration> measured() {
        var all = new TreeMap<Integer, Duration>();
        if (refused.isPresent() || measured.isEmpty()) {
            return all;
        }
        for (int size : measured.getFirst().keySet()) {
            if (measured.stream().allMatch(times -> times.containsKey(size))) {
                all.put(
                        size,
                        measured.stream()
                                .map(times -> times.get(size))
                                .max(Duration::compareTo)
                                .orElseThrow());
            }
        }
        return all;
    }
}
