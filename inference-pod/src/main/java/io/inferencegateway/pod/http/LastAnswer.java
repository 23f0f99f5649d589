package io.inferencegateway.pod.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/// Closes a connection after the answer that says `Connection: close`, whether the client or the pod asked for it.
/// Helidon says so and leaves it open (4.5.0 to 4.5.3, helidon-io/helidon#12324): a client that waits for the end
/// would wait for the idle timeout.
final class LastAnswer {
    private LastAnswer() {}

    /// A filter before all others: what they do after an answer is done when the connection is closed.
    static void close(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        chain.proceed();
        if (response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            throw new CloseConnectionException("The last answer of this connection is sent");
        }
    }
}
