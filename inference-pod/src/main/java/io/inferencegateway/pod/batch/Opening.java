package io.inferencegateway.pod.batch;

import io.inferencegateway.pod.predict.Bench;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/// A worker's bench being opened on the worker's own thread, while the thread that starts the workers waits for
/// it: a GPU session belongs to the thread that runs it.
final class Opening {
    private final Supplier<Bench> open;
    private final CompletableFuture<Bench> opened = new CompletableFuture<>();

    Opening(Supplier<Bench> open) {
        this.open = open;
    }

    /// On the worker's thread. Empty when it failed: `await` throws why.
    Optional<Bench> run() {
        try {
            var bench = open.get();
            opened.complete(bench);
            return Optional.of(bench);
        } catch (Throwable any) {
            opened.completeExceptionally(any);
            return Optional.empty();
        }
    }

    /// On the starting thread; throws what the opening threw.
    void await() {
        try {
            opened.join();
        } catch (CompletionException failed) {
            switch (failed.getCause()) {
                case RuntimeException refused -> throw refused;
                case Error broken -> throw broken;
                case null, default -> throw failed;
            }
        }
    }
}
