package io.inferencegateway.pod.bench;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.ByteBuffer;

/// The least that answering by the pod's web server costs: Helidon as it is, one route, a binary tensor in and the
/// model's out, a run for each core. What lies between this and [BareServer] is the library's.
final class BareHelidon {
    private static final int ROOM = 2 << 20;
    private static final HeaderName JSON_LENGTH = HeaderNames.create("inference-header-content-length");

    private final BareRuns runs;

    private BareHelidon(BareRuns runs) {
        this.runs = runs;
    }

    /// Serves until the process ends.
    static void start(BareRuns runs, int port) {
        var server = new BareHelidon(runs);
        WebServer.builder()
                .host("127.0.0.1")
                .port(port)
                .shutdownHook(false)
                .maxPayloadSize(ROOM)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing(routing -> routing.post("/v2/models/m/infer", server::infer))
                .build()
                .start();
    }

    private void infer(ServerRequest request, ServerResponse response) {
        int json = Integer.parseInt(request.headers().get(JSON_LENGTH).get());
        byte[] body = request.content().as(byte[].class);
        response.send(runs.run(ByteBuffer.wrap(body, json, body.length - json)));
    }
}
