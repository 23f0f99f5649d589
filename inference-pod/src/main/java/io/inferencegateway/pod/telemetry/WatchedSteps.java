package io.inferencegateway.pod.telemetry;

import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Step;
import io.inferencegateway.pod.predict.Steps;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a histogram value and a span of every step. Made on the request's thread, whose current span becomes the
/// parent; used there or on a worker's thread; to be closed when the answer has been sent.
public final class WatchedSteps implements Steps, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedSteps.class);

    private final ModelMetrics metrics;
    private final ModelInfo model;
    private final StepSpans spans;
    private final Map<Step, Duration> times = new EnumMap<>(Step.class);
    private Duration waited = Duration.ZERO;
    /// Below 0 where the request had its runs for itself.
    private int together = -1;

    public WatchedSteps(Tracing tracing, ModelMetrics metrics, ModelInfo model) {
        this.metrics = metrics;
        this.model = model;
        this.spans = new StepSpans(tracing.tracer(), model);
    }

    @Override
    public <T> T in(Step step, Supplier<T> body) {
        long begin = System.nanoTime();
        long end = begin;
        @Nullable Throwable failure = null;
        try (var _ = spans.begin(step, begin)) {
            T result = body.get();
            end = System.nanoTime();
            var took = Duration.ofNanos(end - begin);
            metrics.took(step, took);
            times.merge(step, took, Duration::plus);
            describe(step, took);
            return result;
        } catch (RuntimeException | Error failed) {
            end = System.nanoTime();
            failure = failed;
            throw failed;
        } finally {
            spans.end(end, failure);
        }
    }

    @Override
    public void ranTogether(int rows) {
        together = rows;
    }

    /// Rows of the run that this request is to be counted with; 0 where another request of the run is.
    ///
    /// @param own rows of the request itself
    public int ran(int own) {
        return together < 0 ? own : together;
    }

    @Override
    public void waited(Duration wait) {
        waited = wait;
        spans.waited(wait, System.nanoTime());
    }

    /// Writes the spans that are left, while the request's own is open.
    @Override
    public void close() {
        spans.write();
    }

    /// How long everything took; to be asked when the answer is there, not before.
    public StepTimes times() {
        return new StepTimes(waited, time(Step.PREPROCESS), time(Step.INFERENCE), time(Step.POSTPROCESS));
    }

    private Duration time(Step step) {
        return times.getOrDefault(step, Duration.ZERO);
    }

    private void describe(Step step, Duration took) {
        if (step == Step.PREPROCESS
                && LOG.isDebugEnabled()
                && model.images() instanceof ImageUse.Classifier classifier) {
            int side = classifier.preprocessing().crop();
            LOG.atDebug()
                    .addKeyValue("model_name", model.name())
                    .addKeyValue("duration_ms", took.toNanos() / 1e6)
                    .addKeyValue("tensor_shape", new int[] {1, 3, side, side})
                    .log("Image preprocessed");
        }
    }
}
