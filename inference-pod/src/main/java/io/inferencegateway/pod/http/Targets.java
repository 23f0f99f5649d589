package io.inferencegateway.pod.http;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds where requests go. Nearly all go where the one before them went, which needs no second search.
final class Targets {
    private final Map<String, Route> routes;
    private volatile @Nullable Known last;

    private record Known(String path, Target target) {}

    /// @param routes by their templates
    Targets(Map<String, Route> routes) {
        this.routes = routes;
    }

    Target of(String path) {
        var known = last;
        if (known == null || !known.path().equals(path)) {
            known = new Known(path, find(path));
            last = known;
        }
        return known.target();
    }

    private Target find(String path) {
        var oip = OipPath.of(path);
        var route = Optional.ofNullable(routes.get(oip.map(OipPath::template).orElse(path)));
        return new Target(route, oip, OipPath.isProtocol(path));
    }
}
