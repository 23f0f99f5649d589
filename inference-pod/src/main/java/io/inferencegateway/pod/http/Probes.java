package io.inferencegateway.pod.http;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.json.JsonObject;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Readiness.State;

/// The lab's `/healthz` and `/readyz`, and the three health endpoints the kubelet probes. None of them touches the
/// engine.
final class Probes {
    private final Readiness readiness;

    Probes(Readiness readiness) {
        this.readiness = readiness;
    }

    void healthz(ServerRequest request, ServerResponse response) {
        Respond.json(
                response, 200, JsonObject.builder().set("status", "healthy").build());
    }

    /// The lab's body with the model's digest when ready; else why not, in a word for programs and a sentence for
    /// people.
    void readyz(ServerRequest request, ServerResponse response) {
        switch (readiness.state()) {
            case State.Ready ready ->
                Respond.json(
                        response,
                        200,
                        JsonObject.builder()
                                .set("status", "ready")
                                .set("model_name", ready.model().name())
                                .set("model_version", ready.model().version())
                                .set("model_digest", ready.model().digest())
                                .set("device", ready.model().device())
                                .build());
            case State.Loading _ -> unready(request, response, "loading", "Model not loaded: it is being loaded");
            case State.Failed failed -> unready(request, response, "failed", "Model not loaded: " + failed.why());
            case State.Draining _, State.Stopping _ -> unready(request, response, "stopping", "The pod is stopping");
        }
    }

    private static void unready(ServerRequest request, ServerResponse response, String state, String why) {
        Respond.json(
                response,
                503,
                Respond.errorBody("MODEL_NOT_LOADED", why, Exchange.of(request).requestId())
                        .set("state", state)
                        .build());
    }

    /// Helidon's health endpoints under `/health`. A model that cannot be loaded leaves the pod started and alive, and
    /// not
    /// ready: a restart would not mend it, and a pod that runs can say what is wrong.
    ObserveFeature health(String socket) {
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .addSockets(java.util.List.of(socket))
                .addObserver(HealthObserver.builder()
                        .endpoint("/health")
                        .useSystemServices(false)
                        .details(true)
                        .addCheck(
                                () -> check(!(readiness.state() instanceof State.Loading)),
                                HealthCheckType.STARTUP,
                                "model-load-attempted")
                        .addCheck(
                                () -> check(readiness.state() instanceof State.Ready),
                                HealthCheckType.READINESS,
                                "model-loaded")
                        .addCheck(() -> check(true), HealthCheckType.LIVENESS, "serving-http")
                        .build())
                .build();
    }

    private static HealthCheckResponse check(boolean up) {
        return HealthCheckResponse.builder().status(up).build();
    }
}
