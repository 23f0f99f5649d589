package io.inferencegateway.pod.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Serving;
import io.inferencegateway.pod.oip.InferRequest;
import io.inferencegateway.pod.oip.Inference;
import io.inferencegateway.pod.oip.JsonAnswer;
import io.inferencegateway.pod.oip.JsonRequest;
import io.inferencegateway.pod.oip.RawRequest;
import io.inferencegateway.pod.oip.View;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.telemetry.Tracing;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;

/// `POST /v2/models/{model}/infer`: tensors in, tensors out, each in JSON or in binary.
final class InferHandler implements Handler {
    /// Bytes of JSON before the tensors of a body. What a body is is told by this header alone: a common client sends
    /// no content type.
    static final HeaderName JSON_LENGTH = HeaderNames.create("Inference-Header-Content-Length");

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,10}");

    private final Readiness readiness;
    private final Inference inference;
    private final int maxBytes;

    InferHandler(Readiness readiness, Tracing tracing, int maxBytes) {
        this.readiness = readiness;
        this.inference = new Inference(tracing);
        this.maxBytes = maxBytes;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var exchange = Exchange.of(request);
        var path = exchange.target().oip().orElseThrow();
        var ready = Serving.ready(readiness);
        Respond.model(response, ready.model());
        var view = View.find(ready.model(), path.model(), path.version());
        var patience = Patience.of(request);
        byte[] body = Body.unpacked(request, maxBytes);
        var asked = asked(request, view, body);
        try {
            inference.answer(
                    ready,
                    view,
                    asked,
                    patience,
                    ReadAhead.clientLeft(),
                    answer -> send(request, response, JsonAnswer.of(answer)));
            exchange.ended(Outcome.SUCCESS);
            if (isBinary(request)) {
                // Not after a failure: a worker may still read the tensors of a request that was given up.
                ReadAhead.answered(body);
            }
        } catch (CancellationException gone) {
            throw new CloseConnectionException("The client left", gone);
        }
    }

    private static boolean isBinary(ServerRequest request) {
        return request.headers().contains(JSON_LENGTH);
    }

    private InferRequest asked(ServerRequest request, View view, byte[] body) {
        var header = request.headers().first(JSON_LENGTH).map(String::strip);
        if (header.isEmpty()) {
            return JsonRequest.read(body, body.length, maxBytes);
        }
        if (!LENGTH.matcher(header.get()).matches() || Long.parseLong(header.get()) > body.length) {
            throw new ProblemException(new Problem.BadRequest(
                    "INVALID_INPUT",
                    "%s must be the number of bytes of JSON that the body begins with; the body has %d bytes"
                            .formatted(JSON_LENGTH.defaultCase(), body.length)));
        }
        int length = Integer.parseInt(header.get());
        return length == 0 ? RawRequest.of(view, body) : JsonRequest.read(body, length, maxBytes);
    }

    private static void send(ServerRequest request, ServerResponse response, JsonAnswer answer) {
        if (!answer.tail().isEmpty()) {
            response.header(JSON_LENGTH, "" + answer.json().length);
        }
        response.header(HeaderNames.CONTENT_TYPE, answer.tail().isEmpty() ? Respond.JSON : "application/octet-stream");
        Packing.send(request, response, answer.whole());
    }
}
