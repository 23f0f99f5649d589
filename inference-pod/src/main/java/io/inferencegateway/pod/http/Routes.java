package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.inferencegateway.contract.wire.DeploymentEnvironment;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Traffic;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.Tracing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything the pod answers: the table of contents of its HTTP side.
final class Routes {
    private final PodSettings settings;
    private final PodMetrics metrics;
    private final Probes probes;
    private final Handler predict;
    private final OipRoutes oip;
    private final TracesPage traces;
    private final RequestTelemetry telemetry;
    private final DrainFilter drain;

    Routes(
            PodSettings settings,
            PodMetrics metrics,
            Tracing tracing,
            Readiness readiness,
            Traffic traffic,
            Probes probes,
            ApiKeyGuard keys) {
        this.settings = settings;
        this.metrics = metrics;
        this.probes = probes;
        this.predict = keys.before(new PredictHandler(readiness, tracing, settings.maxRequestBytes(), development()));
        this.oip = new OipRoutes(settings, readiness, tracing, keys);
        this.traces = new TracesPage(tracing);
        this.drain = new DrainFilter(readiness, traffic);
        this.telemetry = new RequestTelemetry(new Targets(known()), metrics, tracing, readiness);
    }

    private Map<String, Route> known() {
        return Stream.concat(
                        Route.all(settings.metricsPath()).stream(),
                        development() ? Route.ofDevelopment().stream() : Stream.empty())
                .collect(Collectors.toMap(Route::path, Function.identity(), (first, _) -> first));
    }

    /// The API port; with no management port of its own, the metrics too.
    HttpRouting.Builder api() {
        var routing = ErrorAnswers.addTo(HttpRouting.builder())
                .addFilter(LastAnswer::close)
                .addFilter(SlowClients::readRest)
                .addFilter(telemetry)
                .addFilter(drain)
                .post(Endpoints.PREDICT, predict)
                .get(Endpoints.HEALTHZ, probes::healthz)
                .get(Endpoints.READYZ, probes::readyz)
                .get(Endpoints.OPENAPI, new OpenApi(settings));
        var paths = new ArrayList<>(List.of(Endpoints.PREDICT, Endpoints.HEALTHZ, Endpoints.READYZ, Endpoints.OPENAPI));
        if (development()) {
            routing.addFilter(new AnyOrigin());
            DocsPage.addTo(routing);
            HomePage.addTo(routing);
            routing.get(SloHandler.PATH, new SloHandler(metrics));
            paths.addAll(DocsPage.paths());
            paths.addAll(HomePage.files());
            paths.add(SloHandler.PATH);
        }
        if (!settings.hasManagementPort()) {
            routing.get(settings.metricsPath(), this::metrics).get(Endpoints.TRACES, traces);
            paths.addAll(List.of(settings.metricsPath(), Endpoints.TRACES));
        }
        oip.addTo(routing);
        return last(routing, paths);
    }

    private boolean development() {
        return settings.environment() == DeploymentEnvironment.DEVELOPMENT;
    }

    /// The management port: metrics, kept traces, readiness for the operator, which must not depend on the API port's
    /// TLS and connections, and the health endpoints that a feature of the server adds.
    HttpRouting.Builder management() {
        return ErrorAnswers.addTo(HttpRouting.builder())
                .addFilter(LastAnswer::close)
                .addFilter(SlowClients::readRest)
                .addFilter(telemetry)
                .get(settings.metricsPath(), this::metrics)
                .get(Endpoints.TRACES, traces)
                .get(Endpoints.READYZ, probes::readyz);
    }

    private HttpRouting.Builder last(HttpRouting.Builder routing, List<String> paths) {
        for (var path : paths) {
            routing.any(path, this::wrongMethod);
        }
        return routing.any(this::unknownPath);
    }

    private void wrongMethod(ServerRequest request, ServerResponse response) {
        var exchange = Exchange.of(request);
        String allowed = exchange.target().route().map(Route::method).orElse("GET");
        response.header(HeaderNames.ALLOW, allowed);
        Respond.error(
                response,
                405,
                "METHOD_NOT_ALLOWED",
                "%s answers %s only".formatted(request.path().path(), allowed),
                exchange);
    }

    private void unknownPath(ServerRequest request, ServerResponse response) {
        Respond.error(
                response,
                404,
                "NOT_FOUND",
                "There is nothing at this path; predictions are made by POST " + Endpoints.PREDICT,
                Exchange.of(request));
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        var rendered =
                metrics.render(request.headers().first(HeaderNames.ACCEPT).orElse(null));
        response.header(HeaderNames.CONTENT_TYPE, rendered.contentType());
        try (var out = response.outputStream()) {
            rendered.body().writeTo(out);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
