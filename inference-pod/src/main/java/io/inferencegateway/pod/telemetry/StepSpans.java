package io.inferencegateway.pod.telemetry;

import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Step;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The spans of one request's steps. Its steps are only noted while they are done. A request that is done on its own
/// thread has them written when its answer is on its way, for the client need not wait for that; a worker writes those
/// of another thread's request when the last step has ended.
final class StepSpans {
    private static final AttributeKey<String> NAME = AttributeKey.stringKey("inference.model_name");
    private static final AttributeKey<String> VERSION = AttributeKey.stringKey("inference.model_version");
    private static final AttributeKey<String> DIGEST = AttributeKey.stringKey("inference.model_digest");
    private static final AttributeKey<Double> DURATION = AttributeKey.doubleKey("inference.duration_ms");
    private static final String QUEUE = "queue";
    private static final int MOST = Step.values().length + 1;

    private final Tracer tracer;
    private final ModelInfo model;
    private final Context parent = Context.current();
    private final Thread own = Thread.currentThread();
    /// By the request's own thread, which may have given up while a worker still notes.
    private final List<Noted> here = new ArrayList<>(MOST);
    private final List<Noted> elsewhere = new ArrayList<>();
    /// The step that is being done, by either.
    private @Nullable Noted current;

    /// One step, or the wait before all of them.
    private static final class Noted {
        private final @Nullable Step step;
        private final @Nullable Noted above;
        private final long begin;
        private long end;
        private @Nullable Throwable failed;
        private @Nullable Span span;

        private Noted(@Nullable Step step, @Nullable Noted above, long begin) {
            this.step = step;
            this.above = above;
            this.begin = begin;
        }
    }

    /// Made on the request's thread, whose current span becomes the parent.
    StepSpans(Tracer tracer, ModelInfo model) {
        this.tracer = tracer;
        this.model = model;
    }

    /// A step begins, as part of the one that is being done.
    ///
    /// @return to be closed when the step has ended: what is logged until then belongs to the request's span
    // The caller closes it.
    @SuppressWarnings("MustBeClosedChecker")
    Scope begin(Step step, long now) {
        var begun = new Noted(step, current, now);
        noted().add(begun);
        boolean outermost = current == null;
        current = begun;
        return outermost && !isOwn() ? parent.makeCurrent() : Scope.noop();
    }

    /// The step that is being done ends.
    void end(long now, @Nullable Throwable failed) {
        var ended = current;
        if (ended == null) {
            throw new IllegalStateException("no step is being done");
        }
        ended.end = now;
        ended.failed = failed;
        current = ended.above;
        if (current == null && !isOwn()) {
            write();
        }
    }

    /// The request waited until now.
    void waited(Duration wait, long now) {
        var waited = new Noted(null, null, now - wait.toNanos());
        waited.end = now;
        noted().add(waited);
        if (!isOwn()) {
            write();
        }
    }

    /// Writes what this thread noted and has not yet written; the parent must not have ended.
    void write() {
        var noted = noted();
        var wall = Instant.now();
        long now = System.nanoTime();
        long since = TimeUnit.SECONDS.toNanos(wall.getEpochSecond()) + wall.getNano() - now;
        for (var each : noted) {
            each.span = start(each, since);
        }
        for (var each : noted) {
            if (each.span != null) {
                each.span.end(since + each.end, TimeUnit.NANOSECONDS);
            }
        }
        noted.clear();
    }

    private List<Noted> noted() {
        return isOwn() ? here : elsewhere;
    }

    private boolean isOwn() {
        return Thread.currentThread() == own;
    }

    /// @param since the epoch's nanoseconds at the zero of `System.nanoTime`
    private Span start(Noted each, long since) {
        var above = each.above == null ? null : each.above.span;
        var span = tracer.spanBuilder(each.step == null ? QUEUE : each.step.span())
                .setParent(above == null ? parent : parent.with(above))
                .setStartTimestamp(since + each.begin, TimeUnit.NANOSECONDS)
                .startSpan();
        if (each.step == Step.PIPELINE) {
            // Which model it was, also when the step fails.
            span.setAttribute(NAME, model.name());
            span.setAttribute(VERSION, model.version());
            span.setAttribute(DIGEST, model.digest());
        }
        if (each.failed != null) {
            RequestSpan.fail(span, each.failed);
        } else if (each.step == Step.INFERENCE) {
            // The lab puts the duration of the model's run on the pipeline's span; it is on the run's own span too.
            ran(span, each);
            ran(above == null ? Span.fromContext(parent) : above, each);
        }
        return span;
    }

    private void ran(Span span, Noted each) {
        span.setAttribute(DURATION, (each.end - each.begin) / 1e6);
        span.setAttribute(NAME, model.name());
    }
}
