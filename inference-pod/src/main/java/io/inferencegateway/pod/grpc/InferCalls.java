package io.inferencegateway.pod.grpc;

import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.grpc.wire.ModelInferResponse;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Serving;
import io.inferencegateway.pod.lifecycle.Traffic;
import io.inferencegateway.pod.oip.Inference;
import io.inferencegateway.pod.oip.View;
import io.inferencegateway.pod.predict.BodyArrays;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Rounded;
import io.inferencegateway.pod.telemetry.ErrorType;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.RequestId;
import io.inferencegateway.pod.telemetry.RequestSpan;
import io.inferencegateway.pod.telemetry.Tracing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// Answers `ModelInfer` and sees to its telemetry: request id, span, metrics and log line are those of the HTTP routes,
/// with the method's path as endpoint and the status that the answer would have over HTTP.
final class InferCalls {
    private static final Logger LOG = LoggerFactory.getLogger(InferCalls.class);
    private static final String METHOD = "POST";
    private static final String BEARER = "bearer ";

    private final Readiness readiness;
    private final Traffic traffic;
    private final Inference inference;
    private final PodMetrics metrics;
    private final Tracing tracing;
    private final GrpcServer.Keys keys;
    private final int maxBytes;
    private final BodyArrays arrays;

    InferCalls(
            Readiness readiness,
            Traffic traffic,
            PodMetrics metrics,
            Tracing tracing,
            GrpcServer.Keys keys,
            int maxBytes,
            BodyArrays arrays) {
        this.readiness = readiness;
        this.traffic = traffic;
        this.inference = new Inference(tracing);
        this.metrics = metrics;
        this.tracing = tracing;
        this.keys = keys;
        this.maxBytes = maxBytes;
        this.arrays = arrays;
    }

    void answer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        long start = System.nanoTime();
        var call = Call.current();
        String id = RequestId.of(call.header(Endpoints.REQUEST_ID_HEADER));
        call.answer().put(Call.key(Endpoints.REQUEST_ID_HEADER), id);
        traffic.began();
        try (var _ = MDC.putCloseable("request_id", id);
                var span = tracing.request(METHOD, Endpoints.GRPC_INFER, Endpoints.GRPC_INFER, call::header)) {
            span.attribute("request.id", id);
            var ended = answered(request, observer, call, span);
            var took = Duration.ofNanos(System.nanoTime() - start);
            span.attribute("rpc.grpc.status_code", ended.status().getCode().value());
            metrics.request(METHOD, Endpoints.GRPC_INFER, ended.http(), ended.outcome(), took);
            LOG.atInfo()
                    .addKeyValue("method", METHOD)
                    .addKeyValue("path", Endpoints.GRPC_INFER)
                    .addKeyValue("status_code", ended.http())
                    .addKeyValue("grpc_status", ended.status().getCode().name())
                    .addKeyValue("latency_ms", Rounded.milliseconds(took))
                    .log("request_completed");
        } finally {
            traffic.ended();
        }
    }

    private Statuses.Answer answered(
            ModelInferRequest request, StreamObserver<ModelInferResponse> observer, Call call, RequestSpan span) {
        try {
            span.watch(() -> infer(request, call, observer));
            ArrayOf.answered(request, arrays);
            return new Statuses.Answer(Status.OK, 200, Outcome.SUCCESS);
        } catch (CancellationException gone) {
            observer.onError(Status.CANCELLED.withDescription("The client left").asRuntimeException());
            return new Statuses.Answer(Status.CANCELLED, 499, Outcome.CANCELLED);
        } catch (ProblemException left) {
            var answer = Statuses.of(left.problem());
            metrics.error(METHOD, Endpoints.GRPC_INFER, ErrorType.of(left.problem()));
            if (left.problem() instanceof Problem.Overloaded overloaded) {
                // What standard clients wait for before they try again (gRFC A6).
                call.answer()
                        .put(
                                Call.key("grpc-retry-pushback-ms"),
                                "" + overloaded.retryAfter().toMillis());
            }
            observer.onError(answer.status().asRuntimeException());
            return answer;
        } catch (RuntimeException bug) {
            LOG.atError()
                    .addKeyValue("error", String.valueOf(bug.getMessage()))
                    .addKeyValue("error_type", bug.getClass().getSimpleName())
                    .setCause(bug)
                    .log("Unexpected error");
            metrics.error(METHOD, Endpoints.GRPC_INFER, ErrorType.UNEXPECTED);
            var internal = Status.INTERNAL.withDescription("Internal server error");
            observer.onError(internal.asRuntimeException());
            return new Statuses.Answer(internal, 500, Outcome.FAILED);
        }
    }

    private void infer(ModelInferRequest request, Call call, StreamObserver<ModelInferResponse> observer) {
        if (!keys.accept(call.header("x-api-key").or(() -> bearer(call)))) {
            throw new ProblemException(new Problem.Unauthenticated(
                    "A valid API key is needed: send it as metadata 'authorization: Bearer KEY' or 'x-api-key: KEY'"));
        }
        if (request.getSerializedSize() > maxBytes) {
            throw new ProblemException(new Problem.TooLarge(
                    "The request is larger than %d bytes; send less at a time".formatted(maxBytes)));
        }
        var ready = Serving.ready(readiness);
        call.answer()
                .put(Call.key(Endpoints.MODEL_VERSION_HEADER), ready.model().versionInHeaders());
        call.answer().put(Call.key(Endpoints.MODEL_DIGEST_HEADER), ready.model().digest());
        var view = View.find(ready.model(), request.getModelName(), Optional.of(request.getModelVersion()));
        var context = Context.current();
        var patience = Optional.ofNullable(context.getDeadline())
                .map(deadline -> Duration.ofNanos(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
        inference.answer(ready, view, Messages.read(request), patience, context::isCancelled, answer -> {
            observer.onNext(Messages.write(answer));
            observer.onCompleted();
        });
    }

    private static Optional<String> bearer(Call call) {
        return call.header("authorization")
                .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(value -> value.substring(BEARER.length()).strip());
    }
}
