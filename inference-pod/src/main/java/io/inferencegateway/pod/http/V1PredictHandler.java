package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Serving;
import io.inferencegateway.pod.oip.Inference;
import io.inferencegateway.pod.oip.V1;
import io.inferencegateway.pod.oip.View;
import io.inferencegateway.pod.telemetry.Tracing;
import java.util.concurrent.CancellationException;

/// `POST /v1/models/{model}:predict`, the first version of the protocol: rows in JSON in, rows in JSON out.
final class V1PredictHandler implements Handler {
    private final Readiness readiness;
    private final Inference inference;
    private final int maxBytes;

    V1PredictHandler(Readiness readiness, Tracing tracing, int maxBytes) {
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
        var asked = V1.read(view, Body.unpacked(request, maxBytes), maxBytes);
        try {
            inference.answer(ready, view, asked, patience, ReadAhead.clientLeft(), answer -> {
                byte[] rows = V1.write(answer, asked.inputs().getFirst().shape().getFirst());
                response.header(HeaderNames.CONTENT_TYPE, Respond.JSON);
                Packing.send(request, response, rows);
            });
            exchange.ended(Outcome.SUCCESS);
        } catch (CancellationException gone) {
            throw new CloseConnectionException("The client left", gone);
        }
    }
}
