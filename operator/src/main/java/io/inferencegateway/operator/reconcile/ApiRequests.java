package io.inferencegateway.operator.reconcile;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Counts and times the Kubernetes client's requests to the API server, each attempt for itself.
public final class ApiRequests implements Interceptor {
    /// Of a request without an answer.
    private static final String NO_ANSWER = "none";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };
    // Of requests without an answer the end is never known; this bounds what is kept of them.
    private static final int MOST_UNDER_WAY = 4096;

    private final MeterRegistry registry;
    private final Map<UUID, Long> underWay = new ConcurrentHashMap<>();

    public ApiRequests(MeterRegistry registry) {
        this.registry = registry;
    }

    // Called just before a request is sent, with the object that `after` gets; `before` gets another one.
    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        if (underWay.size() >= MOST_UNDER_WAY) {
            underWay.clear();
        }
        underWay.put(request.id(), System.nanoTime());
        return consumer;
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> body) {
        ended(request, "" + response.code());
    }

    @Override
    public void afterConnectionFailure(HttpRequest request, Throwable cause) {
        ended(request, NO_ANSWER);
    }

    private void ended(HttpRequest request, String code) {
        var call = ApiCall.of(request.method(), request.uri());
        Counter.builder("igw.kubernetes.requests")
                .description("Requests to the API server, by verb, resource and HTTP status; none: no answer.")
                .tags("verb", call.verb(), "resource", call.resource(), "code", code)
                .register(registry)
                .increment();
        var began = underWay.remove(request.id());
        // A watch lasts as long as it likes.
        if (began != null && !call.verb().equals(ApiCall.WATCH)) {
            Timer.builder("igw.kubernetes.request")
                    .description("From a request to the API server to the first byte of its answer, watches aside.")
                    .tag("verb", call.verb())
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - began));
        }
    }
}
