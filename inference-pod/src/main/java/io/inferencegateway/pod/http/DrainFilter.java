package io.inferencegateway.pod.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Traffic;
import java.util.List;

/// Counts the predictions in flight, and asks clients of a pod that ends to open their next connection to another one.
///
/// @param predictions routes whose requests are waited for
record DrainFilter(List<Route> predictions, Readiness readiness, Traffic traffic) implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        // Looked at when the answer is sent: the request may be older than the end.
        response.beforeSend(() -> {
            if (readiness.ending()) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
        });
        if (Route.at(predictions, request.path().path()).isEmpty()) {
            chain.proceed();
            return;
        }
        traffic.began();
        try {
            chain.proceed();
        } finally {
            traffic.ended();
        }
    }
}
