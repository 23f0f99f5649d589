package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Serving;
import io.inferencegateway.pod.oip.Descriptions;
import io.inferencegateway.pod.oip.View;
import io.inferencegateway.pod.telemetry.Tracing;
import java.util.ArrayList;
import java.util.List;

/// The routes of the Open Inference Protocol and of its first version, on the API port.
final class OipRoutes implements Handler {
    private final PodSettings settings;
    private final Readiness readiness;
    private final Handler infer;
    private final Handler predict;

    OipRoutes(PodSettings settings, Readiness readiness, Tracing tracing, ApiKeyGuard keys) {
        this.settings = settings;
        this.readiness = readiness;
        this.infer = keys.before(new InferHandler(readiness, tracing, settings.maxRequestBytes()));
        this.predict = keys.before(new V1PredictHandler(readiness, tracing, settings.maxRequestBytes()));
    }

    /// The routes; what is said of one version of a model is counted with what is said of the model.
    static List<Route> all() {
        var routes = new ArrayList<Route>();
        for (var probe : List.of(OipPath.LIVE, OipPath.READY)) {
            routes.add(new Route(probe, "GET", Route.Kind.PROBE));
        }
        for (var document :
                List.of(OipPath.SERVER, OipPath.MODELS, OipPath.ALL_STATISTICS, OipPath.V1_MODELS, OipPath.V1_MODEL)) {
            routes.add(new Route(document, "GET", Route.Kind.DOCUMENT));
        }
        for (var post : List.of(OipPath.INDEX, OipPath.LOAD, OipPath.UNLOAD)) {
            routes.add(new Route(post, "POST", Route.Kind.DOCUMENT));
        }
        for (var version : List.of("", OipPath.VERSION)) {
            routes.add(ofModel(version, "", "GET", Route.Kind.DOCUMENT));
            routes.add(ofModel(version, OipPath.CONFIGURATION, "GET", Route.Kind.DOCUMENT));
            routes.add(ofModel(version, OipPath.STATISTICS, "GET", Route.Kind.DOCUMENT));
            routes.add(ofModel(version, OipPath.MODEL_READY, "GET", Route.Kind.PROBE));
            routes.add(ofModel(version, OipPath.INFER, "POST", Route.Kind.PREDICTION));
        }
        routes.add(new Route(OipPath.V1_PREDICT, "POST", Route.Kind.PREDICTION));
        return routes;
    }

    private static Route ofModel(String version, String rest, String method, Route.Kind kind) {
        return new Route(OipPath.MODEL + version + rest, method, kind, OipPath.MODEL + rest);
    }

    void addTo(HttpRouting.Builder routing) {
        for (var under : List.of("/v2", "/v2/*", "/v1/*")) {
            routing.any(under, this);
        }
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws Exception {
        var exchange = Exchange.of(request);
        var path = exchange.target().oip();
        var route = exchange.target().route();
        if (path.isEmpty() || route.isEmpty()) {
            Respond.error(response, 404, "NOT_FOUND", "There is nothing at this path", exchange);
            return;
        }
        if (!request.prologue().method().text().equals(route.get().method())) {
            response.header(HeaderNames.ALLOW, route.get().method());
            String only = "%s answers %s only"
                    .formatted(route.get().path(), route.get().method());
            Respond.error(response, 405, "METHOD_NOT_ALLOWED", only, exchange);
            return;
        }
        answer(path.get(), request, response);
    }

    private void answer(OipPath path, ServerRequest request, ServerResponse response) throws Exception {
        switch (path.template().replace(OipPath.VERSION, "")) {
            case OipPath.SERVER ->
                Respond.json(response, 200, Descriptions.server(settings.serviceName(), settings.serviceVersion()));
            case OipPath.LIVE -> Respond.json(response, 200, Descriptions.live());
            case OipPath.READY -> ready("", response);
            case OipPath.MODELS, OipPath.V1_MODELS -> Respond.json(response, 200, Descriptions.names(views()));
            case OipPath.ALL_STATISTICS -> statistics(views(), response);
            case OipPath.INDEX -> Respond.json(response, 200, Descriptions.index(views()));
            case OipPath.MODEL -> Respond.json(response, 200, Descriptions.model(view(path)));
            case OipPath.MODEL + OipPath.CONFIGURATION ->
                Respond.json(response, 200, Descriptions.configuration(view(path)));
            case OipPath.MODEL + OipPath.STATISTICS -> statistics(List.of(view(path)), response);
            case OipPath.MODEL + OipPath.MODEL_READY, OipPath.V1_MODEL -> {
                readiness.serving().ifPresent(_ -> view(path)); // a name that is not there is no matter of waiting
                ready(path.model(), response);
            }
            case OipPath.MODEL + OipPath.INFER -> infer.handle(request, response);
            case OipPath.V1_PREDICT -> predict.handle(request, response);
            default ->
                Respond.error(
                        response,
                        400,
                        "BAD_REQUEST",
                        "A pod has one model for as long as it lives; another one is served by another resource",
                        Exchange.of(request));
        }
    }

    private void statistics(List<View> views, ServerResponse response) {
        var metrics = Serving.ready(readiness).metrics();
        Respond.json(response, 200, Descriptions.statistics(views, metrics.statistics()));
    }

    private void ready(String model, ServerResponse response) {
        String why = Serving.why(readiness).orElse("");
        Respond.json(response, why.isEmpty() ? 200 : 503, Descriptions.readiness(model, why));
    }

    private List<View> views() {
        return readiness.serving().map(ready -> View.of(ready.model())).orElse(List.of());
    }

    private View view(OipPath path) {
        return View.find(Serving.ready(readiness).model(), path.model(), path.version());
    }
}
