package io.inferencegateway.pod.http;

import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One route of the pod, for telemetry and for the answer to a wrong method.
///
/// @param path the template
/// @param method the one method it answers
/// @param kind how it is watched
/// @param endpoint the label of that name
record Route(String path, String method, Kind kind, String endpoint) {
    /// What telemetry a route gets.
    enum Kind {
        /// Counted, timed, traced, logged; its answers are events of the objectives.
        PREDICTION,
        /// Counted and timed; asked every few seconds, so neither traced nor logged above DEBUG.
        PROBE,
        /// Counted and timed; read by people and their tools, so neither traced nor logged above DEBUG.
        DOCUMENT,
        /// Not counted, as in the lab.
        METRICS
    }

    private static final Set<String> METHODS =
            Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT");

    Route(String path, String method, Kind kind) {
        this(path, method, kind, path);
    }

    /// Every route, whatever its port.
    static List<Route> all(String metricsPath) {
        var routes = new ArrayList<>(List.of(
                new Route(Endpoints.PREDICT, "POST", Kind.PREDICTION),
                new Route(Endpoints.HEALTHZ, "GET", Kind.PROBE),
                new Route(Endpoints.READYZ, "GET", Kind.PROBE),
                new Route(Endpoints.HEALTH_STARTED, "GET", Kind.PROBE),
                new Route(Endpoints.HEALTH_READY, "GET", Kind.PROBE),
                new Route(Endpoints.HEALTH_LIVE, "GET", Kind.PROBE),
                new Route(Endpoints.OPENAPI, "GET", Kind.DOCUMENT),
                new Route(Endpoints.TRACES, "GET", Kind.DOCUMENT),
                new Route(metricsPath, "GET", Kind.METRICS)));
        routes.addAll(OipRoutes.all());
        return routes;
    }

    /// The routes that are there in development only.
    static List<Route> ofDevelopment() {
        return Stream.of(DocsPage.paths(), HomePage.paths(), List.of(SloHandler.PATH))
                .flatMap(List::stream)
                .map(path -> new Route(path, "GET", Kind.DOCUMENT))
                .toList();
    }

    /// A label value from a closed set, whatever the client sends.
    static String methodLabel(String method) {
        return METHODS.contains(method) ? method : Metrics.OTHER;
    }
}
