package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.Outcome;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.predict.ProblemException;
import io.inferencegateway.pod.telemetry.ErrorType;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.Tracing;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/// Sees every request once, from its headers to its end: request id, span, metrics and log line; and answers whatever a
/// handler throws, so that no request ends without an answer of ours.
final class RequestTelemetry implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(RequestTelemetry.class);
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");
    private static final int CLIENT_LEFT = 499;
    private static final int LONGEST_LOGGED_PATH = 256;

    private final List<Route> routes;
    private final PodMetrics metrics;
    private final Tracing tracing;
    private final Tracing untraced = Tracing.off();
    private final Readiness readiness;

    RequestTelemetry(List<Route> routes, PodMetrics metrics, Tracing tracing, Readiness readiness) {
        this.routes = routes;
        this.metrics = metrics;
        this.tracing = tracing;
        this.readiness = readiness;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        long start = System.nanoTime();
        String path = request.path().path();
        var route = Route.at(routes, path);
        String method = Route.methodLabel(request.prologue().method().text());
        String endpoint = route.map(Route::path).orElse(Metrics.UNMATCHED);
        String id = requestId(request);
        response.header(HeaderNames.create(Endpoints.REQUEST_ID_HEADER), id);
        boolean traced = route.map(Route::kind)
                .filter(kind -> kind != Route.Kind.PREDICTION)
                .isEmpty();
        try (var _ = MDC.putCloseable("request_id", id);
                var span = (traced ? tracing : untraced).request(method, endpoint, path, name -> request.headers()
                        .first(HeaderNames.create(name)))) {
            span.attribute("request.id", id);
            var exchange = new Exchange(id, span);
            request.context().register(exchange);
            int status = answered(chain, response, exchange, method, endpoint);
            span.attribute("http.response.status_code", status);
            if (route.map(Route::kind).orElse(Route.Kind.PROBE) != Route.Kind.METRICS) {
                metrics.request(method, endpoint, status, exchange.outcome(), elapsed(start));
            }
            log(route, method, path, status, elapsed(start));
        }
    }

    /// Lets the route answer, and answers in its place when it throws.
    ///
    /// @return the status that was sent
    private int answered(
            FilterChain chain, RoutingResponse response, Exchange exchange, String method, String endpoint) {
        try {
            chain.proceed();
            return response.status().code();
        } catch (ProblemException left) {
            var problem = left.problem();
            metrics.error(method, endpoint, ErrorType.of(problem));
            exchange.ended(Respond.answer(problem).outcome());
            return send(response, exchange, () -> Respond.problem(response, problem, exchange.requestId()));
        } catch (CloseConnectionException | UncheckedIOException gone) {
            LOG.atDebug().addKeyValue("error", gone.getMessage()).log("client_left");
            exchange.ended(Outcome.CANCELLED);
            throw gone;
        } catch (RequestException | HttpException refused) {
            int status = refused instanceof RequestException early
                    ? early.status().code()
                    : ((HttpException) refused).status().code();
            metrics.error(method, endpoint, ErrorType.INVALID_INPUT);
            exchange.ended(Outcome.REJECTED);
            return send(
                    response,
                    exchange,
                    () -> Respond.error(
                            response, status, "BAD_REQUEST", "The request is malformed", exchange.requestId()));
        } catch (RuntimeException bug) {
            LOG.atError()
                    .addKeyValue("error", String.valueOf(bug.getMessage()))
                    .addKeyValue("error_type", bug.getClass().getSimpleName())
                    .setCause(bug)
                    .log("Unexpected error");
            exchange.span().fail(bug);
            metrics.error(method, endpoint, ErrorType.UNEXPECTED);
            exchange.ended(Outcome.FAILED);
            return send(
                    response,
                    exchange,
                    () -> Respond.error(
                            response, 500, "INTERNAL_SERVER_ERROR", "Internal server error", exchange.requestId()));
        }
    }

    /// Sends an answer unless one is on its way already; a client that is gone does not get one.
    private static int send(RoutingResponse response, Exchange exchange, Runnable answer) {
        try {
            if (!response.isSent()) {
                answer.run();
            }
            return response.status().code();
        } catch (CloseConnectionException | UncheckedIOException gone) {
            exchange.ended(Outcome.CANCELLED);
            return CLIENT_LEFT;
        }
    }

    private void log(Optional<Route> route, String method, String path, int status, Duration took) {
        boolean quiet = route.map(Route::kind)
                .filter(kind -> kind != Route.Kind.PREDICTION)
                .isPresent();
        var event = LOG.atLevel(quiet ? Level.DEBUG : Level.INFO)
                .addKeyValue("method", method)
                .addKeyValue("path", path.substring(0, Math.min(path.length(), LONGEST_LOGGED_PATH)))
                .addKeyValue("status_code", status)
                .addKeyValue("latency_ms", Respond.rounded(took.toNanos() / 1e6, 2));
        if (readiness.state() instanceof Readiness.State.Ready ready) {
            event = event.addKeyValue("model_version", ready.model().version());
        }
        event.log("request_completed");
    }

    /// The client's id when it is harmless, else a new one.
    private static String requestId(RoutingRequest request) {
        return request.headers()
                .first(HeaderNames.create(Endpoints.REQUEST_ID_HEADER))
                .filter(id -> REQUEST_ID.matcher(id).matches())
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
