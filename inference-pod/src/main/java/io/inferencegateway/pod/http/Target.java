package io.inferencegateway.pod.http;

import java.util.Optional;

/// Where a request goes, found once from its path; kept in its `Exchange`.
///
/// @param route none where there is nothing
/// @param oip the path taken apart, where it is one of the Open Inference Protocol
/// @param protocol whether errors have the protocol's body
record Target(Optional<Route> route, Optional<OipPath> oip, boolean protocol) {
    boolean isPrediction() {
        return route.filter(found -> found.kind() == Route.Kind.PREDICTION).isPresent();
    }
}
