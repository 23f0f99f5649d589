package io.inferencegateway.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Waits as long as an API server that is asked too much wants it, before the client repeats the call. The client
/// reads `Retry-After` and waits for its own interval all the same (kubernetes-client 7.5.2, `AsyncUtils`).
final class RetryAfter implements Interceptor {
    private static final int TOO_MANY_REQUESTS = 429;
    // Within the ten seconds that a call may take; an API server asks for one.
    private static final long LONGEST_SECONDS = 5;

    @Override
    public CompletableFuture<Boolean> afterFailure(BasicBuilder request, HttpResponse<?> response, RequestTags tags) {
        long seconds = response.code() == TOO_MANY_REQUESTS ? seconds(response) : 0;
        // False: it is not for us to repeat the call.
        return seconds == 0
                ? CompletableFuture.completedFuture(false)
                : CompletableFuture.supplyAsync(
                        () -> false, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
    }

    private static long seconds(HttpResponse<?> response) {
        return Optional.ofNullable(response.header("Retry-After"))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Long::parseLong)
                .map(asked -> Math.min(asked, LONGEST_SECONDS))
                .orElse(0L);
    }
}
