package io.inferencegateway.operator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/// Runs cases that mostly wait beside each other, and says which of them failed.
final class AtOnce {
    // Each has an operator and an API server of its own.
    private static final int CASES = 8;

    private AtOnce() {}

    /// One of the cases.
    @FunctionalInterface
    interface Case {
        void run() throws Exception;
    }

    static void run(Map<String, Case> cases) throws InterruptedException {
        var running = new LinkedHashMap<String, Future<?>>();
        var failures = new ArrayList<AssertionError>();
        try (var threads = Executors.newFixedThreadPool(CASES)) {
            cases.forEach((name, one) -> running.put(name, threads.submit(() -> {
                one.run();
                return name;
            })));
            for (var entry : running.entrySet()) {
                try {
                    entry.getValue().get();
                } catch (ExecutionException failed) {
                    failures.add(new AssertionError(
                            entry.getKey() + ": " + failed.getCause().getMessage(), failed.getCause()));
                }
            }
        }
        if (!failures.isEmpty()) {
            var all = new AssertionError(
                    failures.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
            failures.forEach(all::addSuppressed);
            throw all;
        }
    }
}
