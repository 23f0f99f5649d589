package io.inferencegateway.pod.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.json.JsonObject;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.oip.Descriptions;
import io.inferencegateway.pod.oip.PredictionJson;
import io.inferencegateway.pod.predict.ModelInfo;
import io.inferencegateway.pod.predict.Prediction;
import io.inferencegateway.pod.predict.Problem;
import java.nio.charset.StandardCharsets;

/// Writes answers: the lab's JSON for predictions, one error body for everything else.
final class Respond {
    static final String JSON = "application/json";
    private static final HeaderName MODEL_VERSION = HeaderNames.create(Endpoints.MODEL_VERSION_HEADER);
    private static final HeaderName MODEL_DIGEST = HeaderNames.create(Endpoints.MODEL_DIGEST_HEADER);

    private Respond() {}

    /// How a problem is answered.
    ///
    /// @param code the lab's error code, or one in its style
    record Answer(int status, String code, Outcome outcome) {}

    /// The one table of problems and their answers.
    static Answer answer(Problem problem) {
        return switch (problem) {
            case Problem.BadRequest bad -> new Answer(400, bad.code(), Outcome.REJECTED);
            case Problem.UnknownModel _ -> new Answer(404, "MODEL_NOT_FOUND", Outcome.REJECTED);
            case Problem.TooLarge _ -> new Answer(413, "PAYLOAD_TOO_LARGE", Outcome.REJECTED);
            case Problem.Unsupported _ -> new Answer(415, "UNSUPPORTED_MEDIA_TYPE", Outcome.REJECTED);
            case Problem.Unauthenticated _ -> new Answer(401, "UNAUTHENTICATED", Outcome.REJECTED);
            case Problem.Overloaded _ -> new Answer(503, "SERVICE_UNAVAILABLE", Outcome.OVERLOADED);
            case Problem.DeadlinePassed _ -> new Answer(504, "DEADLINE_EXCEEDED", Outcome.DEADLINE);
            case Problem.EngineFailed _ -> new Answer(500, "INFERENCE_ERROR", Outcome.FAILED);
            case Problem.NotReady _ -> new Answer(503, "MODEL_NOT_LOADED", Outcome.UNREADY);
        };
    }

    static void problem(ServerResponse response, Problem problem, Exchange exchange) {
        var answer = answer(problem);
        if (problem instanceof Problem.Overloaded overloaded) {
            response.header(
                    HeaderNames.RETRY_AFTER,
                    "" + Math.max(1, overloaded.retryAfter().toSeconds()));
        }
        if (problem instanceof Problem.Unauthenticated) {
            response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"inference-gateway\"");
        }
        error(response, answer.status(), answer.code(), problem.message(), exchange);
    }

    /// The error body; `detail` repeats the message because the lab's clients read it there.
    /// On the routes of the Open Inference Protocol it is the protocol's.
    static void error(ServerResponse response, int status, String code, String message, Exchange exchange) {
        if (exchange.target().protocol()) {
            json(response, status, Descriptions.error(message));
        } else {
            json(
                    response,
                    status,
                    errorBody(code, message, exchange.requestId()).build());
        }
    }

    static JsonObject.Builder errorBody(String code, String message, String requestId) {
        return JsonObject.builder()
                .set("error", code)
                .set("message", message)
                .set("detail", message)
                .set("request_id", requestId);
    }

    static void prediction(ServerResponse response, Prediction prediction, ModelInfo model) {
        json(response, 200, PredictionJson.of(prediction, model));
    }

    /// Names the model on the answer, whatever the answer will be.
    static void model(ServerResponse response, ModelInfo model) {
        response.header(MODEL_VERSION, model.versionInHeaders());
        response.header(MODEL_DIGEST, model.digest());
    }

    static void json(ServerResponse response, int status, JsonObject body) {
        json(response, status, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static void json(ServerResponse response, int status, byte[] body) {
        response.status(status).header(HeaderNames.CONTENT_TYPE, JSON);
        response.send(body);
    }
}
