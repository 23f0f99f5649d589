package io.inferencegateway.pod.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Step;
import io.inferencegateway.pod.predict.TensorUse;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StepSpansTest {
    private static final AttributeKey<Double> DURATION = AttributeKey.doubleKey("inference.duration_ms");
    private static final ModelInfo MODEL = new ModelInfo(
            "cats", "1", "sha256:0", "cpu", 0, new TensorUse(List.of(), List.of(), List.of()), new ImageUse.Unfit("x"));

    private final List<SpanData> written = new CopyOnWriteArrayList<>();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new SpanExporter() {
                @Override
                public CompletableResultCode export(Collection<SpanData> spans) {
                    written.addAll(spans);
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode flush() {
                    return CompletableResultCode.ofSuccess();
                }

                @Override
                public CompletableResultCode shutdown() {
                    return CompletableResultCode.ofSuccess();
                }
            }))
            .build();
    private final Tracer tracer = provider.get("test");
    private final RequestSpan request =
            new RequestSpan(tracer, tracer.spanBuilder("request").startSpan());
    private final Context inRequest = Context.current();
    private final StepSpans spans = new StepSpans(tracer, MODEL);

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aRequestOnItsOwnThreadHasThemWrittenAfterwards() {
        spans.waited(Duration.ofMillis(3), System.nanoTime());
        prediction(null);
        assertEquals(List.of(), written);
        spans.write();
        request.close();

        var pipeline = named("inference_pipeline");
        assertEquals(List.of("queue", "inference_pipeline", "run_inference", "request"), names());
        assertEquals(named("request").getSpanId(), pipeline.getParentSpanId());
        assertEquals(named("request").getSpanId(), named("queue").getParentSpanId());
        assertEquals(pipeline.getSpanId(), named("run_inference").getParentSpanId());
        assertEquals("cats", pipeline.getAttributes().get(AttributeKey.stringKey("inference.model_name")));
        for (var of : List.of("inference_pipeline", "run_inference")) {
            assertEquals(2.0, named(of).getAttributes().get(DURATION), of);
        }
    }

    @Test
    void theyAreAsLongAsTheStepsWereAndLieWhereTheyWere() {
        prediction(null);
        spans.write();
        request.close();
        var pipeline = named("inference_pipeline");
        var run = named("run_inference");
        assertEquals(4_000_000, pipeline.getEndEpochNanos() - pipeline.getStartEpochNanos());
        assertEquals(1_000_000, run.getStartEpochNanos() - pipeline.getStartEpochNanos());
        assertEquals(2_000_000, run.getEndEpochNanos() - run.getStartEpochNanos());
        // The steps of this test begin five milliseconds before it made them up; both clocks may be a little apart.
        long before = named("request").getEndEpochNanos() - pipeline.getStartEpochNanos();
        assertTrue(before > 4_000_000 && before < 5_000_000_000L, "" + before);
    }

    @Test
    void aStepThatFailedSaysSoAndHasNoDuration() {
        prediction(new IllegalStateException("broken"));
        spans.write();
        request.close();
        assertEquals(StatusCode.ERROR, named("run_inference").getStatus().getStatusCode());
        assertEquals("broken", named("run_inference").getStatus().getDescription());
        assertEquals(null, named("run_inference").getAttributes().get(DURATION));
        assertEquals(StatusCode.UNSET, named("inference_pipeline").getStatus().getStatusCode());
    }

    @Test
    void aWorkerWritesThemWhenTheLastStepHasEnded() throws Exception {
        elsewhere(() -> {
            spans.waited(Duration.ofMillis(3), System.nanoTime());
            assertEquals(List.of("queue"), names());
            prediction(null);
        });
        assertEquals(List.of("queue", "inference_pipeline", "run_inference"), names());
        spans.write();
        request.close();
        assertEquals(4, written.size());
    }

    @Test
    void aRequestThatGaveUpLeavesAloneWhatItsWorkerIsDoing() throws Exception {
        elsewhere(() -> {
            try (var _ = spans.begin(Step.PIPELINE, System.nanoTime())) {
                // What is logged there belongs to the request.
                assertEquals(Span.fromContext(inRequest), Span.current());
            }
        });
        spans.write();
        request.close();
        assertEquals(List.of("request"), names());
        elsewhere(() -> spans.end(System.nanoTime(), null));
        assertEquals(named("request").getSpanId(), named("inference_pipeline").getParentSpanId());
    }

    /// A run of two milliseconds in the middle of a pipeline of four.
    private void prediction(@Nullable RuntimeException failed) {
        long begin = System.nanoTime() - 5_000_000;
        try (var _ = spans.begin(Step.PIPELINE, begin)) {
            try (var _ = spans.begin(Step.INFERENCE, begin + 1_000_000)) {
                spans.end(begin + 3_000_000, failed);
            }
            spans.end(begin + 4_000_000, null);
        }
    }

    private static void elsewhere(Runnable work) throws InterruptedException {
        var failed = new CopyOnWriteArrayList<Throwable>();
        var thread = Thread.ofPlatform()
                .uncaughtExceptionHandler((_, error) -> failed.add(error))
                .start(work);
        thread.join();
        assertEquals(List.of(), failed);
    }

    private List<String> names() {
        return written.stream().map(SpanData::getName).toList();
    }

    private SpanData named(String name) {
        return written.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
