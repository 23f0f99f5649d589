package io.inferencegateway.pod.telemetry;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What the protocol's statistics extension tells of a model since the pod began: the same events as the metric
/// families, as sums of counts and nanoseconds.
public final class ModelStatistics {
    /// A count of something and how long it took together.
    public static final class Sum {
        private final LongAdder count = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        void add(Duration time) {
            count.increment();
            nanos.add(time.toNanos());
        }

        public long count() {
            return count.sum();
        }

        public long nanos() {
            return nanos.sum();
        }
    }

    /// Sums over the runs of one batch size.
    public record Batch(Sum input, Sum infer, Sum output) {
        Batch() {
            this(new Sum(), new Sum(), new Sum());
        }
    }

    private final AtomicLong lastInference = new AtomicLong();
    private final LongAdder inferences = new LongAdder();
    private final LongAdder executions = new LongAdder();
    private final Sum success = new Sum();
    private final Sum fail = new Sum();
    private final Sum queue = new Sum();
    private final Batch compute = new Batch();
    private final Map<Integer, Batch> batches = new ConcurrentSkipListMap<>();

    /// A request was answered.
    ///
    /// @param rows inferences in it; of a closed range
    /// @param ran rows of the run, likewise; 0 where it is counted with another request
    void succeeded(int rows, int ran, Duration whole, StepTimes times) {
        lastInference.set(System.currentTimeMillis());
        inferences.add(rows);
        success.add(whole);
        queue.add(times.queue());
        add(compute, times);
        if (ran > 0) {
            executions.increment();
            add(batches.computeIfAbsent(ran, _ -> new Batch()), times);
        }
    }

    private static void add(Batch batch, StepTimes times) {
        batch.input().add(times.input());
        batch.infer().add(times.infer());
        batch.output().add(times.output());
    }

    /// A request was refused, or it failed.
    void failed(Duration whole) {
        fail.add(whole);
    }

    /// Milliseconds since 1970; 0 before the first.
    public long lastInference() {
        return lastInference.get();
    }

    /// Rows of all batches.
    public long inferences() {
        return inferences.sum();
    }

    /// Runs of the model, several requests together counted once.
    public long executions() {
        return executions.sum();
    }

    public Sum success() {
        return success;
    }

    public Sum fail() {
        return fail;
    }

    public Sum queue() {
        return queue;
    }

    public Batch compute() {
        return compute;
    }

    /// By batch size, smallest first.
    public Map<Integer, Batch> batches() {
        return batches;
    }
}
