package io.inferencegateway.pod.http;

import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.telemetry.ErrorType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers whatever a handler throws, with our error body: no request ends without an answer of ours, and none shows a
/// stack trace.
final class ErrorAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

    private ErrorAnswers() {}

    static HttpRouting.Builder addTo(HttpRouting.Builder routing) {
        return routing.error(ProblemException.class, ErrorAnswers::problem)
                .error(
                        RequestException.class,
                        (request, response, refused) ->
                                malformed(request, response, refused.status().code()))
                .error(
                        HttpException.class,
                        (request, response, refused) ->
                                malformed(request, response, refused.status().code()))
                .error(Throwable.class, ErrorAnswers::bug);
    }

    private static void problem(ServerRequest request, ServerResponse response, ProblemException left) {
        var exchange = Exchange.of(request);
        exchange.failed(Respond.answer(left.problem()).outcome(), ErrorType.of(left.problem()));
        Respond.problem(response, left.problem(), exchange);
    }

    private static void malformed(ServerRequest request, ServerResponse response, int status) {
        var exchange = Exchange.of(request);
        exchange.failed(Outcome.REJECTED, ErrorType.INVALID_INPUT);
        Respond.error(response, status, "BAD_REQUEST", "The request is malformed", exchange);
    }

    private static void bug(ServerRequest request, ServerResponse response, Throwable bug) {
        if (bug instanceof CloseConnectionException gone) {
            throw gone;
        }
        var exchange = Exchange.of(request);
        LOG.atError()
                .addKeyValue("error", String.valueOf(bug.getMessage()))
                .addKeyValue("error_type", bug.getClass().getSimpleName())
                .setCause(bug)
                .log("Unexpected error");
        exchange.span().fail(bug);
        exchange.failed(Outcome.FAILED, ErrorType.UNEXPECTED);
        Respond.error(response, 500, "INTERNAL_SERVER_ERROR", "Internal server error", exchange);
    }
}
