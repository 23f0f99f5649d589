package io.inferencegateway.pod.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long the client itself waits, by the header `X-Request-Timeout-Ms`.
final class Patience {
    private static final HeaderName HEADER = HeaderNames.create(Endpoints.REQUEST_TIMEOUT_HEADER);
    private static final Pattern MILLISECONDS = Pattern.compile("[1-9][0-9]{0,8}");

    private Patience() {}

    /// @throws ProblemException when the header is no number of milliseconds
    static Optional<Duration> of(ServerRequest request) {
        return request.headers().first(HEADER).map(text -> {
            if (!MILLISECONDS.matcher(text).matches()) {
                throw new ProblemException(new Problem.BadRequest(
                        "INVALID_INPUT",
                        Endpoints.REQUEST_TIMEOUT_HEADER
                                + " must be a whole number of milliseconds from 1 to 999999999"));
            }
            return Duration.ofMillis(Long.parseLong(text));
        });
    }
}
