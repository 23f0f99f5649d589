package io.inferencegateway.pod.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Traffic;

/// Counts the predictions in flight, and asks clients of a pod that ends to open their next connection to another one.
record DrainFilter(Readiness readiness, Traffic traffic) implements Filter {
    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        // Looked at when the answer is sent: the request may be older than the end.
        response.beforeSend(() -> {
            if (readiness.ending()) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
        });
        if (!Exchange.of(request).target().isPrediction()) {
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
