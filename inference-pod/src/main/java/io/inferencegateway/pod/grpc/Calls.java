package io.inferencegateway.pod.grpc;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Stands before every call: keeps its headers for whoever answers it, packs the answer as the request was packed, and
/// ends calls whose request does not come in time.
final class Calls implements ServerInterceptor, AutoCloseable {
    private static final Metadata.Key<String> ENCODING = Call.key("grpc-encoding");

    private final Map<ServerCall<?, ?>, Long> waiting = new ConcurrentHashMap<>();
    private final Duration timeout;
    private final Runnable cutOff;
    private final Thread watcher;

    /// @param timeout for a request, from its headers to its end
    /// @param cutOff called for each call that is ended
    Calls(Duration timeout, Runnable cutOff) {
        this.timeout = timeout;
        this.cutOff = cutOff;
        this.watcher = Thread.ofVirtual().name("watch-slow-calls").start(this::watch);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        var here = new Call(headers, new Metadata());
        String encoding = headers.get(ENCODING);
        if (encoding != null && !encoding.equals("identity")) {
            call.setCompression(encoding);
        }
        var answering = new SimpleForwardingServerCall<Q, A>(call) {
            private boolean headersSent;

            @Override
            public void sendHeaders(Metadata sent) {
                headersSent = true;
                sent.merge(here.answer());
                super.sendHeaders(sent);
            }

            @Override
            public void close(Status status, Metadata trailers) {
                if (!headersSent) {
                    trailers.merge(here.answer());
                }
                super.close(status, trailers);
            }
        };
        waiting.put(call, System.nanoTime() + timeout.toNanos());
        var listener =
                Contexts.interceptCall(Context.current().withValue(Call.OF_THIS, here), answering, headers, next);
        return new SimpleForwardingServerCallListener<>(listener) {
            @Override
            public void onHalfClose() {
                if (waiting.remove(call) != null) {
                    super.onHalfClose();
                }
            }

            @Override
            public void onCancel() {
                waiting.remove(call);
                super.onCancel();
            }

            @Override
            public void onComplete() {
                waiting.remove(call);
                super.onComplete();
            }
        };
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(timeout.dividedBy(4));
                long now = System.nanoTime();
                waiting.forEach((call, until) -> {
                    if (now - until > 0 && waiting.remove(call, until)) {
                        call.close(
                                Status.DEADLINE_EXCEEDED.withDescription(
                                        "The request did not come within %d ms".formatted(timeout.toMillis())),
                                new Metadata());
                        cutOff.run();
                    }
                });
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
