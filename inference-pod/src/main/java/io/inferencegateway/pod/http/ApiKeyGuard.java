package io.inferencegateway.pod.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.telemetry.EdgeMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Stands before prediction routes: lets a request through when no keys are set, or when it has one of them in
/// `Authorization: Bearer` or `X-API-Key`. It wraps handlers, so that no spelling of a path leads around it.
final class ApiKeyGuard implements Watcher {
    private static final HeaderName X_API_KEY = HeaderNames.create("X-API-Key");
    private static final String BEARER = "bearer ";

    private final AtomicReference<@Nullable ApiKeys> keys = new AtomicReference<>();
    private final Optional<MountedFiles<ApiKeys>> watched;

    /// @throws io.inferencegateway.contract.wire.InvalidSettings when the keys cannot be used
    ApiKeyGuard(PodSettings.Edge edge, Duration every, EdgeMetrics metrics) {
        watched = edge.apiKeysFile()
                .map(file -> new MountedFiles<>(
                        "API_KEYS_FILE",
                        List.of(Path.of(file)),
                        every,
                        contents -> ApiKeys.read(contents.getFirst()),
                        keys::set,
                        metrics));
    }

    Handler before(Handler prediction) {
        return (request, response) -> {
            if (!accepts(presented(request))) {
                throw new ProblemException(new Problem.Unauthenticated(
                        "A valid API key is needed: send it as 'Authorization: Bearer KEY' or as 'X-API-Key: KEY'"));
            }
            prediction.handle(request, response);
        };
    }

    /// Whether a key, or none, is enough.
    boolean accepts(Optional<String> key) {
        var accepted = keys.get();
        return accepted == null || key.filter(accepted::has).isPresent();
    }

    private static Optional<String> presented(ServerRequest request) {
        return request.headers()
                .first(X_API_KEY)
                .or(() -> request.headers()
                        .first(HeaderNames.AUTHORIZATION)
                        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                        .map(value -> value.substring(BEARER.length())))
                .map(String::strip);
    }

    @Override
    public void close() {
        watched.ifPresent(MountedFiles::close);
    }
}
