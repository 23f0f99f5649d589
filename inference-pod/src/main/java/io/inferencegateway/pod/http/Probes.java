package io.inferencegateway.pod.http;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.json.JsonObject;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Readiness.State;
import io.inferencegateway.pod.predict.Rounded;
import java.time.Duration;
import java.util.Locale;

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
                                .set("model_size_bytes", ready.model().sizeBytes())
                                .set(
                                        "model_load_seconds",
                                        Rounded.of(seconds(ready.loaded().took()), 3))
                                .set("model_loaded_at", ready.loaded().at().toString())
                                .build());
            case State.Loading loading -> notLoaded(request, response, loading.phase(), loading.how());
            case State.Failed failed -> notLoaded(request, response, failed.phase(), failed.why());
            case State.Draining _, State.Stopping _ ->
                Respond.json(
                        response,
                        503,
                        unready(request, "The pod is stopping", "stopping").build());
        }
    }

    /// The phase as a word for the lab's clients, and exactly.
    private static void notLoaded(ServerRequest request, ServerResponse response, ModelPhase phase, String why) {
        String state = phase.failed() ? "failed" : phase.text().toLowerCase(Locale.ROOT);
        Respond.json(
                response,
                503,
                unready(request, "Model not loaded: " + why, state)
                        .set("reason", phase.text())
                        .build());
    }

    private static JsonObject.Builder unready(ServerRequest request, String why, String state) {
        return Respond.errorBody("MODEL_NOT_LOADED", why, Exchange.of(request).requestId())
                .set("state", state);
    }

    /// Helidon's health endpoints under `/health`. A model that cannot be loaded leaves the pod started and
    /// alive, and not ready: a restart would not mend it, and a pod that runs can say what is wrong. Nor does a
    /// long download keep it from having started: the kubelet would end it for that.
    ObserveFeature health(String socket) {
        return ObserveFeature.builder()
                .observersDiscoverServices(false)
                .addSockets(java.util.List.of(socket))
                .addObserver(HealthObserver.builder()
                        .endpoint("/health")
                        .useSystemServices(false)
                        .details(true)
                        .addCheck(
                                () -> check(!isStarting(readiness.state())),
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

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static boolean isStarting(State state) {
        return state instanceof State.Loading loading && loading.phase() == ModelPhase.LOADING;
    }

    private static HealthCheckResponse check(boolean up) {
        return HealthCheckResponse.builder().status(up).build();
    }
}
