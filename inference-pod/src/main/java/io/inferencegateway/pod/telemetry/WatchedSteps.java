package io.inferencegateway.pod.telemetry;

import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Step;
import io.inferencegateway.pod.predict.Steps;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a span and a histogram value of every step. Made on the request's thread, whose current span becomes
/// the parent; used on a worker's thread.
public final class WatchedSteps implements Steps {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedSteps.class);

    private final Tracing tracing;
    private final ModelMetrics metrics;
    private final ModelInfo model;
    private final Context parent = Context.current();
    /// Of the step that is being done; the thread's own may be another request's, where two share a run.
    private Context current = parent;
    private final Map<Step, Duration> times = new EnumMap<>(Step.class);
    private Duration waited = Duration.ZERO;
    /// Below 0 where the request had its runs for itself.
    private int together = -1;

    public WatchedSteps(Tracing tracing, ModelMetrics metrics, ModelInfo model) {
        this.tracing = tracing;
        this.metrics = metrics;
        this.model = model;
    }

    @Override
    public <T> T in(Step step, Supplier<T> body) {
        // The outermost step hangs below the request, the others below the step they are part of.
        var above = current;
        var span = tracing.tracer().spanBuilder(step.span()).setParent(above).startSpan();
        if (step == Step.PIPELINE) {
            identify(span);
        }
        long start = System.nanoTime();
        current = above.with(span);
        try (var _ = current.makeCurrent()) {
            T result = body.get();
            var took = Duration.ofNanos(System.nanoTime() - start);
            metrics.took(step, took);
            times.merge(step, took, Duration::plus);
            describe(step, span, above, took);
            return result;
        } catch (RuntimeException failed) {
            RequestSpan.fail(span, failed);
            throw failed;
        } finally {
            current = above;
            span.end();
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
        var now = Instant.now();
        tracing.tracer()
                .spanBuilder("queue")
                .setParent(parent)
                .setStartTimestamp(now.minus(wait))
                .startSpan()
                .end(now);
    }

    /// How long everything took; to be asked when the answer is there, not before.
    public StepTimes times() {
        return new StepTimes(waited, time(Step.PREPROCESS), time(Step.INFERENCE), time(Step.POSTPROCESS));
    }

    private Duration time(Step step) {
        return times.getOrDefault(step, Duration.ZERO);
    }

    /// The lab puts the duration of the model's run on the pipeline's span; it is on the run's own span too.
    private void describe(Step step, Span span, Context above, Duration took) {
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
        if (step == Step.INFERENCE) {
            for (var target : new Span[] {span, Span.fromContext(above)}) {
                target.setAttribute("inference.duration_ms", took.toNanos() / 1e6);
                target.setAttribute("inference.model_name", model.name());
            }
        }
    }

    /// Which model it was, also when the step fails.
    private void identify(Span span) {
        span.setAttribute("inference.model_name", model.name());
        span.setAttribute("inference.model_version", model.version());
        span.setAttribute("inference.model_digest", model.digest());
    }
}
