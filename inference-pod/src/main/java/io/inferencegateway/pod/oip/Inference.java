package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.batch.Caller;
import io.inferencegateway.pod.lifecycle.Readiness.State.Ready;
import io.inferencegateway.pod.predict.BytesTensor;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Picture;
import io.inferencegateway.pod.predict.PictureScores;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Rounded;
import io.inferencegateway.pod.predict.Task;
import io.inferencegateway.pod.predict.Tensor;
import io.inferencegateway.pod.predict.TensorUse.Slot;
import io.inferencegateway.pod.telemetry.Tracing;
import io.inferencegateway.pod.telemetry.WatchedSteps;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers inference requests, however they travelled: holds them against the model, has a worker run it, counts and
/// logs. The queue, its deadlines and the metrics are those of `/predict`.
public final class Inference {
    private static final Logger LOG = LoggerFactory.getLogger(Inference.class);

    private final Tracing tracing;

    public Inference(Tracing tracing) {
        this.tracing = tracing;
    }

    /// What a run gave.
    ///
    /// @param rows of the request
    /// @param took the model's run alone
    private record Ran(List<Tensor> outputs, int rows, Duration took) {}

    /// Answers a request; it is logged when the answer has been sent, for the client need not wait for that.
    ///
    /// @param patience how long the transport says that the client waits
    /// @param left whether the client has gone away
    /// @param send sends the answer
    /// @throws ProblemException when the request does not fit, is shed, or the engine fails
    /// @throws java.util.concurrent.CancellationException when the client has left
    public void answer(
            Ready ready,
            View view,
            InferRequest request,
            Optional<Duration> patience,
            BooleanSupplier left,
            Consumer<InferAnswer> send) {
        Check.fits(view, request);
        var caller = new Caller(
                shorter(patience, request.timeout()), request.priority().orElse(Caller.USUAL), left);
        var wanted = wanted(view, request);
        try (var steps = new WatchedSteps(tracing, ready.metrics(), ready.model())) {
            var ran = view.pictures()
                    ? pictures(ready, view, request, steps, caller)
                    : tensors(ready, view, request, wanted, steps, caller);
            try {
                send.accept(answer(view, request, wanted, ran.outputs()));
            } finally {
                log(ready, ran);
            }
        }
    }

    private static Optional<Duration> shorter(Optional<Duration> one, Optional<Duration> other) {
        return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) > 0
                ? other
                : one.or(() -> other);
    }

    private static InferAnswer answer(
            View view, InferRequest request, List<InferRequest.Wanted> wanted, List<Tensor> outputs) {
        var answers = new ArrayList<InferAnswer.Output>(wanted.size());
        for (var each : wanted) {
            var output = called(outputs, each.name());
            var given = each.classes() > 0
                    ? Classification.of(output, each.classes(), view.model().labels())
                    : output;
            answers.add(new InferAnswer.Output(given, each.binary().orElse(request.binary())));
        }
        return new InferAnswer(view.name(), view.model().version(), request.id(), answers);
    }

    private static Tensor called(List<Tensor> outputs, String name) {
        for (var output : outputs) {
            if (output.name().equals(name)) {
                return output;
            }
        }
        throw new IllegalStateException("no output " + name);
    }

    private static List<InferRequest.Wanted> wanted(View view, InferRequest request) {
        if (!request.wanted().isEmpty()) {
            return request.wanted();
        }
        var all = new ArrayList<InferRequest.Wanted>(view.outputs().size());
        for (var slot : view.outputs()) {
            all.add(new InferRequest.Wanted(slot.name(), Optional.empty(), 0));
        }
        return all;
    }

    private Ran tensors(
            Ready ready,
            View view,
            InferRequest request,
            List<InferRequest.Wanted> wanted,
            WatchedSteps steps,
            Caller caller) {
        var names = new ArrayList<String>(wanted.size());
        for (var each : wanted) {
            names.add(each.name());
        }
        return run(ready, rows(view, request), steps, caller, Task.run(request.inputs(), names), Function.identity());
    }

    private Ran pictures(Ready ready, View view, InferRequest request, WatchedSteps steps, Caller caller) {
        var pictures = BytesTensor.read(request.inputs().getFirst()).stream()
                .map(Inference::picture)
                .toList();
        Slot slot = view.outputs().getFirst();
        int classes = slot.shape().getLast().intValue();
        return run(ready, pictures.size(), steps, caller, PictureScores.of(pictures, classes), scores -> {
            scores.predictions().forEach(ready.metrics()::classified);
            var shape = List.of((long) pictures.size(), (long) classes);
            return List.of(new Tensor(slot.name(), Datatype.FP32, shape, scores.scores()));
        });
    }

    private static Picture picture(ByteBuffer element) {
        if (element.hasArray()) {
            return new Picture(element.array(), element.arrayOffset() + element.position(), element.remaining());
        }
        byte[] copy = new byte[element.remaining()];
        element.get(copy);
        return Picture.of(copy);
    }

    private static int rows(View view, InferRequest request) {
        return view.rows(request.inputs().getFirst().shape());
    }

    private <T> Ran run(
            Ready ready, int rows, WatchedSteps steps, Caller caller, Task<T> task, Function<T, List<Tensor>> outputs) {
        long start = System.nanoTime();
        try {
            T answer = ready.workers().run(task, steps, caller);
            ready.metrics().answered(rows, steps.ran(rows), since(start), steps.times());
            return new Ran(outputs.apply(answer), rows, steps.times().infer());
        } catch (ProblemException left) {
            ready.metrics().failed(left.problem(), since(start));
            log(left.problem());
            throw left;
        }
    }

    private static void log(Ready ready, Ran ran) {
        LOG.atInfo()
                .addKeyValue("model_name", ready.model().name())
                .addKeyValue("model_version", ready.model().version())
                .addKeyValue("batch_size", ran.rows())
                .addKeyValue("inference_duration_ms", Rounded.milliseconds(ran.took()))
                .log("inference_completed");
    }

    private static void log(Problem problem) {
        if (problem instanceof Problem.EngineFailed failed) {
            LOG.atError()
                    .addKeyValue("error", String.valueOf(failed.cause().getMessage()))
                    .setCause(failed.cause())
                    .log("Inference failed");
        } else {
            LOG.atWarn().addKeyValue("error", problem.message()).log("Prediction refused");
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
