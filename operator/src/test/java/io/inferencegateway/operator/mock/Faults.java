package io.inferencegateway.operator.mock;

import io.fabric8.mockwebserver.http.MockResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What goes wrong with the operator's writes, and which there were. The writes of a test itself never fail.
public final class Faults {
    /// A write of the operator.
    ///
    /// @param method HTTP's
    public record Write(String method, String path, Instant at) {
        /// `METHOD path`.
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /// Something that goes wrong: what the operator gets instead of what the server has answered, or would.
    private record Fault(Predicate<Write> which, Function<Supplier<MockResponse>, MockResponse> what) {}

    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private final AtomicInteger untilDeath = new AtomicInteger(Integer.MAX_VALUE);
    private volatile Optional<Fault> fault = Optional.empty();
    private volatile boolean dead;

    MockResponse answer(String method, String path, Supplier<MockResponse> server) {
        var write = new Write(method, path, Instant.now());
        writes.add(write);
        dead = untilDeath.decrementAndGet() <= 0;
        return fault.filter(active -> active.which().test(write))
                .map(active -> active.what().apply(server))
                .orElseGet(server);
    }

    /// Every write so far, also what was refused.
    public List<Write> writes() {
        return List.copyOf(writes);
    }

    /// Nothing of the operator is heard after so many more writes.
    public void dieAfter(int more) {
        untilDeath.set(more);
    }

    /// Whether it is so.
    public boolean dead() {
        return dead;
    }

    /// Another operator begins.
    public void revive() {
        untilDeath.set(Integer.MAX_VALUE);
        dead = false;
    }

    /// These writes are answered with an error.
    public void refuse(Predicate<Write> which, int code, String message) {
        fault = Optional.of(new Fault(which, server -> status(code, message)));
    }

    /// These writes are too many; the server says when it takes the next.
    public void throttle(Predicate<Write> which, String message, Duration retryAfter) {
        fault = Optional.of(
                new Fault(which, server -> status(429, message).setHeader("Retry-After", retryAfter.toSeconds())));
    }

    /// These writes are carried out, but their answer is late.
    public void delay(Predicate<Write> which, Duration late) {
        fault = Optional.of(
                new Fault(which, server -> server.get().setBodyDelay(late.toMillis(), TimeUnit.MILLISECONDS)));
    }

    /// The connection is gone before these writes arrive.
    public void lose(Predicate<Write> which, Cable cable) {
        fault = Optional.of(new Fault(which, server -> {
            cable.cut();
            return status(503, "nobody hears this");
        }));
    }

    /// These writes are carried out, but the connection is gone before they are answered.
    public void loseAnswer(Predicate<Write> which, Cable cable) {
        fault = Optional.of(new Fault(which, server -> {
            server.get();
            cable.cut();
            return status(503, "nobody hears this");
        }));
    }

    public void mend() {
        fault = Optional.empty();
    }

    static MockResponse status(int code, String message) {
        return new MockResponse().setResponseCode(code).setBody("""
                {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": %d, "message": "%s"}
                """.formatted(code, message));
    }
}
