package io.inferencegateway.pod.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// In development only: pages of every origin may call the API (CORS of the Fetch standard). The server's CORS feature
/// cannot be configured by name in this version and allows every origin unless told otherwise; one answer that never
/// varies needs no feature. Without credentials: there are no cookies, and `*` excludes them.
final class AnyOrigin implements Filter {
    private static final HeaderName REQUESTED_METHOD = HeaderNames.create("Access-Control-Request-Method");

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!request.headers().contains(HeaderNames.ORIGIN)) {
            chain.proceed();
            return;
        }
        response.header(HeaderNames.create("Access-Control-Allow-Origin"), "*");
        response.header(HeaderNames.create("Access-Control-Expose-Headers"), "*");
        if (request.prologue().method().text().equals("OPTIONS")
                && request.headers().contains(REQUESTED_METHOD)) {
            response.header(HeaderNames.create("Access-Control-Allow-Methods"), "GET, POST");
            response.header(HeaderNames.create("Access-Control-Allow-Headers"), "*");
            response.status(204).send();
            return;
        }
        chain.proceed();
    }
}
