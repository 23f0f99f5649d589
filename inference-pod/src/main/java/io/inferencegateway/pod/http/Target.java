package io.inferencegateway.pod.http;

import java.util.Map;
import java.util.Optional;

/// Where a request goes, found once from its path; kept in its `Exchange`.
///
/// @param route none where there is nothing
/// @param oip the path taken apart, where it is one of the Open Inference Protocol
/// @param protocol whether errors have the protocol's body
record Target(Optional<Route> route, Optional<OipPath> oip, boolean protocol) {
    /// @param routes by their templates
    static Target of(Map<String, Route> routes, String path) {
        var oip = OipPath.of(path);
        var route = Optional.ofNullable(routes.get(oip.map(OipPath::template).orElse(path)));
        return new Target(route, oip, OipPath.isProtocol(path));
    }

    boolean isPrediction() {
        return route.filter(found -> found.kind() == Route.Kind.PREDICTION).isPresent();
    }
}
