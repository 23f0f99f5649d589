package io.inferencegateway.pod.http;

import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.batch.Caller;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Serving;
import io.inferencegateway.pod.predict.ImageUse;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.predict.Rounded;
import io.inferencegateway.pod.predict.Task;
import io.inferencegateway.pod.telemetry.RequestSpan;
import io.inferencegateway.pod.telemetry.Tracing;
import io.inferencegateway.pod.telemetry.WatchedSteps;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /predict`: a picture in, the five best classes out.
final class PredictHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(PredictHandler.class);

    private final Readiness readiness;
    private final Tracing tracing;
    private final int maxBytes;
    private final boolean showsTimes;

    /// @param showsTimes whether answers say how long each step took
    PredictHandler(Readiness readiness, Tracing tracing, int maxBytes, boolean showsTimes) {
        this.readiness = readiness;
        this.tracing = tracing;
        this.maxBytes = maxBytes;
        this.showsTimes = showsTimes;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var exchange = Exchange.of(request);
        try (var span = exchange.span().part("predict_endpoint")) {
            span.watch(() -> answer(request, response, exchange, span));
        }
    }

    private void answer(ServerRequest request, ServerResponse response, Exchange exchange, RequestSpan span) {
        var ready = Serving.ready(readiness);
        Respond.model(response, ready.model());
        if (ready.model().images() instanceof ImageUse.Unfit unfit) {
            throw new ProblemException(new Problem.BadRequest(
                    "MODEL_NOT_AN_IMAGE_CLASSIFIER",
                    "The model '%s' cannot answer %s: %s"
                            .formatted(ready.model().name(), Endpoints.PREDICT, unfit.lacks())));
        }
        var patience = Patience.of(request);
        var upload = upload(request);
        String filename = upload.filename().orElse("unknown");
        span.attribute("file.name", filename);
        span.attribute("file.size_bytes", upload.picture().length());
        try (var steps = new WatchedSteps(tracing, ready.metrics(), ready.model())) {
            var caller = new Caller(patience, ReadAhead.clientLeft());
            var prediction = predict(ready, upload, steps, caller, response);
            try {
                Respond.prediction(response, prediction, ready.model());
            } finally {
                // The client need not wait for the lines.
                log(prediction, filename, ready.model());
            }
        }
        exchange.ended(Outcome.SUCCESS);
    }

    private Upload upload(ServerRequest request) {
        try {
            return Upload.of(request, maxBytes);
        } catch (ProblemException left) {
            log(left.problem(), "unknown");
            throw left;
        }
    }

    private Prediction predict(
            Readiness.State.Ready ready, Upload upload, WatchedSteps steps, Caller caller, ServerResponse response) {
        long start = System.nanoTime();
        try {
            var prediction = ready.workers().run(Task.classify(upload.picture()), steps, caller);
            var times = steps.times();
            ready.metrics().answered(1, steps.ran(1), since(start), times);
            if (showsTimes) {
                ServerTiming.show(response, times);
            }
            ready.metrics().classified(prediction);
            return prediction;
        } catch (CancellationException gone) {
            // Nobody reads an answer; telemetry counts the request as cancelled.
            throw new CloseConnectionException("The client left", gone);
        } catch (ProblemException left) {
            ready.metrics().failed(left.problem(), since(start));
            log(left.problem(), upload.filename().orElse("unknown"));
            throw left;
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void log(Prediction prediction, String filename, ModelInfo model) {
        LOG.atInfo()
                .addKeyValue("model_name", model.name())
                .addKeyValue("model_version", model.version())
                .addKeyValue("top_prediction", prediction.best().name())
                .addKeyValue("confidence", Rounded.of(prediction.best().confidence(), 4))
                .addKeyValue("inference_duration_ms", Rounded.milliseconds(prediction.inference()))
                .log("inference_completed");
        LOG.atInfo()
                .addKeyValue("filename", filename)
                .addKeyValue("top_prediction", prediction.best().name())
                .addKeyValue("confidence", Rounded.of(prediction.best().confidence(), 4))
                .log("Prediction successful");
    }

    private static void log(Problem problem, String filename) {
        if (problem instanceof Problem.EngineFailed failed) {
            LOG.atError()
                    .addKeyValue("error", String.valueOf(failed.cause().getMessage()))
                    .setCause(failed.cause())
                    .log("Inference failed");
        } else {
            LOG.atWarn()
                    .addKeyValue("error", problem.message())
                    .addKeyValue("filename", filename)
                    .log(isClients(problem) ? "Invalid input" : "Prediction refused");
        }
    }

    private static boolean isClients(Problem problem) {
        return Respond.answer(problem).outcome() == Outcome.REJECTED;
    }
}
