package io.inferencegateway.operator.cli.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The pod as a child process. Closing it stops it as a kubelet would: SIGTERM, patience, SIGKILL.
public final class Pod implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// Basics of a process that are not settings of the pod.
    private static final Set<String> INHERITED =
            Set.of("PATH", "HOME", "TMPDIR", "JAVA_HOME", "LANG", "LANGUAGE", "TZ");

    private final Process process;
    private final Path log;

    private Pod(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts a pod with exactly these variables and the basics of a process.
    ///
    /// @param directory where it runs and logs; an empty one, for the pod reads a `.env` file where it starts
    /// @param mirror where its log lines are shown, too
    public static Pod start(Path jar, Map<String, String> variables, Path directory, Optional<PrintStream> mirror)
            throws IOException {
        var log = directory.resolve("pod.log");
        var command =
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString());
        var builder = new ProcessBuilder(new ArrayList<>(command))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> !INHERITED.contains(name) && !name.startsWith("LC_"));
        builder.environment().putAll(variables);
        if (mirror.isEmpty()) {
            builder.redirectOutput(log.toFile());
        }
        var process = builder.start();
        process.getOutputStream().close();
        mirror.ifPresent(stream -> Thread.startVirtualThread(() -> copy(process.getInputStream(), log, stream)));
        return new Pod(process, log);
    }

    /// File with everything the pod has said.
    public Path log() {
        return log;
    }

    /// The exit code, once it has ended.
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /// Waits until it ends by itself.
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException impatient) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(InputStream from, Path log, PrintStream mirror) {
        try (OutputStream file = Files.newOutputStream(log)) {
            byte[] chunk = new byte[8192];
            for (int n = from.read(chunk); n >= 0; n = from.read(chunk)) {
                file.write(chunk, 0, n);
                file.flush();
                mirror.write(chunk, 0, n);
                mirror.flush();
            }
        } catch (IOException ended) {
            // The pod has gone, and its last words with it.
        }
    }
}
