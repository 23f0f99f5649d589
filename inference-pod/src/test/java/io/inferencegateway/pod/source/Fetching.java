package io.inferencegateway.pod.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.ModelPhase;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.model.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A model being fetched on a thread of its own, with everything that was told about it.
final class Fetching implements AutoCloseable {
    // Short waits, so that a test sees what a pod does in minutes; but no haste with a busy machine's bytes.
    private static final Patience HURRIED =
            new Patience(Duration.ofSeconds(60), Duration.ofMillis(20), Duration.ofMillis(200));

    private static final long LIMIT_SECONDS = 120;

    private final Models models;
    private final CompletableFuture<ModelFile> outcome = new CompletableFuture<>();
    private final List<Said> said = Collections.synchronizedList(new ArrayList<>());
    private final List<String> results = Collections.synchronizedList(new ArrayList<>());

    record Said(ModelPhase phase, String how) {}

    private Fetching(Map<String, String> env, Patience patience) {
        var events = new DownloadEvents() {
            @Override
            public void received(long bytes) {}

            @Override
            public void ended(String result, Duration took) {
                results.add(result);
            }
        };
        models = new Models(
                PodSettings.fromEnv(env), () -> events, (phase, how) -> said.add(new Said(phase, how)), patience);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                outcome.complete(models.fetch());
            } catch (Throwable failed) {
                outcome.completeExceptionally(failed);
            }
        });
    }

    static Fetching start(Map<String, String> env) {
        return new Fetching(env, HURRIED);
    }

    /// With 3 s of patience for a source that is silent.
    static Fetching impatient(Map<String, String> env) {
        return new Fetching(env, new Patience(Duration.ofSeconds(3), HURRIED.first(), HURRIED.longest()));
    }

    static Map<String, String> env(String uri, Path cache, String... more) {
        var env = new HashMap<>(Map.of("MODEL_URI", uri, "MODEL_CACHE_DIR", cache.toString()));
        for (int at = 0; at < more.length; at += 2) {
            env.put(more[at], more[at + 1]);
        }
        return env;
    }

    /// The model that came.
    ModelFile file() throws Exception {
        return outcome.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /// What ended it.
    Throwable failure() throws Exception {
        try {
            throw new AssertionError("it came: " + outcome.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException failed) {
            return failed.getCause();
        }
    }

    /// Waits until that has been told.
    Said told(Predicate<Said> what) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (System.nanoTime() < end) {
            var found = List.copyOf(said).stream().filter(what).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("only told: " + said);
    }

    /// Waits for that phase, and checks its words.
    void says(ModelPhase phase, String words) throws Exception {
        var told = told(one -> one.phase() == phase);
        assertTrue(told.how().contains(words), told.how());
    }

    List<String> results() {
        return List.copyOf(results);
    }

    /// Files in a cache that are no locks.
    static List<String> files(Path cache) throws IOException {
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(cache)) {
            return tree.filter(
                            path -> !Files.isDirectory(path) || path.toString().endsWith(".partial"))
                    .map(path -> cache.relativize(path).toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException moved) {
            return files(cache);
        }
    }

    @Override
    public void close() {
        models.close();
    }
}
