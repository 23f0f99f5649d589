package io.inferencegateway.pod.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.pod.telemetry.ErrorType;
import io.inferencegateway.pod.telemetry.PodMetrics;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts off clients that trickle: the headers of a request must be there in a set time from its first line, and its
/// body in the same time again; so must a TLS handshake. Helidon 4.5 has no such limit (its socket read timeout is not
/// applied to accepted connections), so the thread that reads is interrupted, which closes its connection. Silence
/// before a request is the server's idle timeout.
final class SlowClients implements Http1ConnectionListener, Watcher {
    private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);

    private enum Part {
        HEADERS,
        BODY
    }

    private record Reading(Part part, long until) {}

    private final Map<Thread, Reading> reading = new ConcurrentHashMap<>();
    private final Duration timeout;
    private final PodMetrics metrics;
    private final Handshakes handshakes;
    private final Watcher watcher;

    SlowClients(Duration timeout, PodMetrics metrics) {
        this.timeout = timeout;
        this.metrics = metrics;
        this.handshakes = new Handshakes(timeout, () -> count("handshake"));
        this.watcher = Watcher.every(Watcher.quarter(timeout), "watch-slow-clients", this::look);
    }

    Handshakes handshakes() {
        return handshakes;
    }

    /// The body of a request has been read; what follows is our time, not the client's.
    static void bodyRead(ServerRequest request) {
        var slow = request.context().get(SlowClients.class).orElseThrow();
        if (slow.reading.remove(Thread.currentThread()) == null && Thread.interrupted()) {
            throw new CloseConnectionException("The body took too long");
        }
    }

    /// A filter before all others: reads, within the same time, what a handler left of a body, as the server would do
    /// for as long as the client likes.
    static void readRest(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        chain.proceed();
        if (request.content().consumed()) {
            return;
        }
        try {
            request.content().consume();
        } catch (RuntimeException cut) {
            throw new CloseConnectionException("The rest of the body did not come", cut);
        }
        bodyRead(request);
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        start(Part.HEADERS);
    }

    @Override
    public void headers(ConnectionContext connection, Headers headers) {
        if (headers.contains(HeaderNames.CONTENT_LENGTH) || headers.contains(HeaderNames.TRANSFER_ENCODING)) {
            start(Part.BODY);
        } else {
            reading.remove(Thread.currentThread());
        }
    }

    @Override
    public void data(ConnectionContext connection, BufferData data) {}

    private void start(Part part) {
        reading.put(Thread.currentThread(), new Reading(part, System.nanoTime() + timeout.toNanos()));
    }

    private void look() {
        long now = System.nanoTime();
        reading.forEach((thread, part) -> {
            if (!thread.isAlive()) {
                reading.remove(thread, part);
            } else if (now - part.until() > 0) {
                cutOff(thread, part);
            }
        });
    }

    private void cutOff(Thread thread, Reading late) {
        // In one step: a thread that finds its entry gone finds itself interrupted, too.
        var left = reading.computeIfPresent(thread, (reader, now) -> {
            if (!now.equals(late)) {
                return now;
            }
            reader.interrupt();
            return null;
        });
        if (left != null) {
            return;
        }
        count(late.part().name().toLowerCase(Locale.ROOT));
    }

    private void count(String reading) {
        metrics.error(Metrics.OTHER, Metrics.UNMATCHED, ErrorType.SLOW_CLIENT);
        LOG.atInfo()
                .addKeyValue("reading", reading)
                .addKeyValue("timeout_ms", timeout.toMillis())
                .log("Slow client cut off");
    }

    @Override
    public void close() {
        watcher.close();
        handshakes.close();
    }
}
