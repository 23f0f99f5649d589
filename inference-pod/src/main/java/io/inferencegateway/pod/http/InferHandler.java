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
import io.inferencegateway.pod.oip.AnswerHeads;
import io.inferencegateway.pod.oip.InferRequest;
import io.inferencegateway.pod.oip.Inference;
import io.inferencegateway.pod.oip.JsonAnswer;
import io.inferencegateway.pod.oip.JsonRequest;
import io.inferencegateway.pod.oip.RawRequest;
import io.inferencegateway.pod.oip.RequestHeads;
import io.inferencegateway.pod.oip.View;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.telemetry.Tracing;
import java.nio.ByteBuffer;
import java.util.Optional;
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
    private final RequestHeads requestHeads;
    private final AnswerHeads answerHeads = new AnswerHeads();

    InferHandler(Readiness readiness, Tracing tracing, int maxBytes) {
        this.readiness = readiness;
        this.inference = new Inference(tracing);
        this.maxBytes = maxBytes;
        this.requestHeads = new RequestHeads(maxBytes);
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        var exchange = Exchange.of(request);
        var path = exchange.target().oip().orElseThrow();
        var ready = Serving.ready(readiness);
        Respond.model(response, ready.model());
        var view = View.find(ready.model(), path.model(), path.version());
        var patience = Patience.of(request);
        var json = request.headers().first(JSON_LENGTH).map(InferHandler::number);
        var body = json.flatMap(length -> Body.inMemory(request, length, maxBytes))
                .orElseGet(() -> ByteBuffer.wrap(Body.unpacked(request, maxBytes)));
        try {
            inference.answer(ready, view, asked(view, json, body), patience, ReadAhead.clientLeft(), answer -> {
                ReadAhead.giveBack(body);
                send(request, response, answerHeads.write(answer));
            });
            exchange.ended(Outcome.SUCCESS);
        } catch (ProblemException failed) {
            if (!mayBeRead(failed.problem())) {
                ReadAhead.giveBack(body);
            }
            throw failed;
        } catch (CancellationException gone) {
            throw new CloseConnectionException("The client left", gone);
        }
    }

    /// Whether a worker may still read the tensors of a request that ended so: its caller gave up.
    private static boolean mayBeRead(Problem problem) {
        return problem instanceof Problem.DeadlinePassed || problem instanceof Problem.NotReady;
    }

    /// What a header says; -1 where that is no number of bytes.
    private static long number(String header) {
        String text = header.strip();
        return LENGTH.matcher(text).matches() ? Long.parseLong(text) : -1;
    }

    /// @param json bytes of JSON that the body begins with; none where it is all JSON
    private InferRequest asked(View view, Optional<Long> json, ByteBuffer body) {
        if (json.isEmpty()) {
            return JsonRequest.read(body, body.remaining(), maxBytes);
        }
        if (json.get() < 0 || json.get() > body.remaining()) {
            throw new ProblemException(new Problem.BadRequest(
                    "INVALID_INPUT",
                    "%s must be the number of bytes of JSON that the body begins with; the body has %d bytes"
                            .formatted(JSON_LENGTH.defaultCase(), body.remaining())));
        }
        int length = json.get().intValue();
        return length == 0 ? RawRequest.of(view, body.slice()) : requestHeads.read(body.slice(), length);
    }

    private static void send(ServerRequest request, ServerResponse response, JsonAnswer answer) {
        if (!answer.tail().isEmpty()) {
            response.header(JSON_LENGTH, "" + answer.json().length);
        }
        response.header(HeaderNames.CONTENT_TYPE, answer.tail().isEmpty() ? Respond.JSON : "application/octet-stream");
        Packing.send(request, response, answer.whole());
    }
}
