package io.inferencegateway.pod.source;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A server that a test starts as a process of its own.
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;

    private Program(Process process) {
        this.process = process;
    }

    /// Starts it and waits until the address answers, whatever it answers.
    static Program start(Path log, Map<String, String> env, URI answers, HttpClient client, List<String> command)
            throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(env);
        var program = new Program(builder.start());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                client.send(HttpRequest.newBuilder(answers).build(), HttpResponse.BodyHandlers.discarding());
                return program;
            } catch (IOException notYet) {
                if (!program.process.isAlive() || System.nanoTime() > end) {
                    program.close();
                    throw new IllegalStateException(command + "\n" + Files.readString(log), notYet);
                }
                Thread.sleep(100);
            }
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
