package io.inferencegateway.pod.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.predict.Rounded;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.RequestId;
import io.inferencegateway.pod.telemetry.Tracing;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/// Sees every request once, from its headers to its end: request id, span, metrics and log line.
final class RequestTelemetry implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestTelemetry.class);
    private static final HeaderName REQUEST_ID = HeaderNames.create(Endpoints.REQUEST_ID_HEADER);

    /// What is logged for a client that left before its answer; no HTTP status, but the one everybody writes.
    private static final int CLIENT_LEFT = 499;

    private static final int LONGEST_LOGGED_PATH = 256;

    private final Targets targets;
    private final PodMetrics metrics;
    private final Tracing tracing;
    private final Tracing untraced = Tracing.off();
    private final Readiness readiness;
    /// Names that tracing asks for, a few for all requests.
    private final Map<String, HeaderName> traceHeaders = new ConcurrentHashMap<>();

    RequestTelemetry(Targets targets, PodMetrics metrics, Tracing tracing, Readiness readiness) {
        this.targets = targets;
        this.metrics = metrics;
        this.tracing = tracing;
        this.readiness = readiness;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long start = System.nanoTime();
        String path = request.path().path();
        var target = targets.of(path);
        var route = target.route();
        String method = Route.methodLabel(request.prologue().method().text());
        String endpoint = route.map(Route::endpoint).orElse(Metrics.UNMATCHED);
        String id = RequestId.of(request.headers().first(REQUEST_ID));
        response.header(REQUEST_ID, id);
        boolean quiet = route.map(Route::kind)
                .filter(kind -> kind != Route.Kind.PREDICTION)
                .isPresent();
        try (var _ = MDC.putCloseable("request_id", id);
                var span = (quiet ? untraced : tracing).request(method, endpoint, path, name -> request.headers()
                        .first(traceHeaders.computeIfAbsent(name, HeaderNames::create)))) {
            span.attribute("request.id", id);
            var exchange = new Exchange(id, span, target);
            request.context().register(exchange);
            int status = CLIENT_LEFT;
            try {
                chain.proceed();
                status = response.status().code();
            } catch (RuntimeException left) {
                // Only a broken connection comes here; every other exception has been answered.
                exchange.ended(Outcome.CANCELLED);
                throw left;
            } finally {
                var took = Duration.ofNanos(System.nanoTime() - start);
                span.attribute("http.response.status_code", status);
                count(route, method, endpoint, status, exchange, took);
                log(quiet, method, path, status, took);
            }
        }
    }

    private void count(
            Optional<Route> route, String method, String endpoint, int status, Exchange exchange, Duration took) {
        if (route.map(Route::kind).filter(Route.Kind.METRICS::equals).isEmpty()) {
            metrics.request(method, endpoint, status, exchange.outcome(), took);
            if (exchange.error() != null) {
                metrics.error(method, endpoint, exchange.error());
            }
        }
    }

    private void log(boolean quiet, String method, String path, int status, Duration took) {
        var event = LOG.atLevel(quiet ? Level.DEBUG : Level.INFO)
                .addKeyValue("method", method)
                .addKeyValue("path", path.substring(0, Math.min(path.length(), LONGEST_LOGGED_PATH)))
                .addKeyValue("status_code", status)
                .addKeyValue("latency_ms", Rounded.milliseconds(took));
        readiness
                .serving()
                .map(ready -> event.addKeyValue("model_version", ready.model().version()))
                .orElse(event)
                .log("request_completed");
    }
}
