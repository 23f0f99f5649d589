package io.inferencegateway.operator.cli.local;

import io.inferencegateway.contract.wire.DeploymentEnvironment;
import io.inferencegateway.contract.wire.Endpoints;
import io.inferencegateway.operator.cli.terminal.ProgressLine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// A session of `igw local`, from the start of the pod to its end.
///
/// @param picture sent as soon as the pod is ready
/// @param logs whether the pod's log is shown on standard error
/// @param stopWithParent whether to stop when the parent process ends
public record LocalPod(
        PodEnvironment environment, Path jar, Optional<Path> picture, boolean logs, boolean stopWithParent) {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration GRACE = Duration.ofMillis(300);

    /// Serves until Ctrl-C; returns whether that was the reason to end.
    public boolean serve(PrintWriter out, PrintWriter err) throws IOException {
        var client = new PodClient(environment.settings().port());
        introduce(out);
        var directory = Files.createTempDirectory("igw-local-");
        var stopping = new AtomicBoolean();
        var mirror = logs ? Optional.of(System.err) : Optional.<PrintStream>empty();
        try (var pod = Pod.start(jar, environment.variables(), directory, mirror);
                var end = StopSignals.when(() -> stop(pod, stopping, out), stopWithParent)) {
            out.println("Log: " + pod.log());
            out.println("Waiting for " + client.url(Endpoints.READYZ) + " …");
            out.flush();
            if (!becomesReady(pod, client, stopping, out, err)) {
                return stopping.get();
            }
            invite(client, out);
            classify(client, out, err);
            int code = pod.await();
            // A terminal's Ctrl-C reaches the pod, too; it may be gone before our own hook has begun.
            Thread.sleep(GRACE);
            if (!stopping.get()) {
                complain("The pod stopped with exit code " + code + ".", pod, err);
            }
            return stopping.get();
        } catch (InterruptedException stopped) {
            return true;
        }
    }

    private void introduce(PrintWriter out) {
        var settings = environment.settings();
        out.printf(
                "%s: %s on %s, as a pod of its Deployment would run, but for%n",
                settings.modelName().orElse(""),
                settings.modelUri(),
                settings.modelDevice().text());
        environment.differences().forEach(difference -> out.println("  " + difference));
    }

    private static boolean becomesReady(
            Pod pod, PodClient client, AtomicBoolean stopping, PrintWriter out, PrintWriter err)
            throws IOException, InterruptedException {
        var start = Instant.now();
        String words = "";
        var line = ProgressLine.of(err);
        while (Duration.between(start, Instant.now()).compareTo(READY_WITHIN) < 0) {
            if (pod.exitCode().isPresent()) {
                line.close();
                Thread.sleep(GRACE);
                if (!stopping.get()) {
                    String why =
                            "The pod stopped with exit code " + pod.exitCode().getAsInt() + " before it was ready:";
                    complain(why, pod, err);
                }
                return false;
            }
            var readiness = client.readiness();
            if (readiness.ready()) {
                line.close();
                out.printf(
                        "Ready after %.1f s.%n",
                        Duration.between(start, Instant.now()).toMillis() / 1000.0);
                return true;
            }
            words = readiness.words();
            if (readiness.failed()) {
                line.close();
                complain("The pod cannot load the model: " + words, pod, err);
                return false;
            }
            line.show(Duration.between(start, Instant.now()).toMillis(), READY_WITHIN.toMillis(), words);
            Thread.sleep(POLL);
        }
        line.close();
        complain("The pod was not ready within " + READY_WITHIN.toSeconds() + " s: " + words, pod, err);
        return false;
    }

    private void invite(PodClient client, PrintWriter out) {
        var settings = environment.settings();
        if (settings.environment() == DeploymentEnvironment.DEVELOPMENT) {
            out.printf("%nIn a browser: %s%n", client.url("/"));
        }
        String file = picture.map(Path::toString).orElse("PICTURE.jpg");
        out.printf(
                "%nSend a picture:%n  curl -F %s=@%s %s%n", Endpoints.FILE_FIELD, file, client.url(Endpoints.PREDICT));
        if (settings.grpcPort() != 0) {
            out.printf("gRPC: %s:%d (Open Inference Protocol)%n", PodEnvironment.HOST, settings.grpcPort());
        }
        out.printf(
                "Metrics: http://%s:%d%s%nStop with Ctrl-C.%n",
                PodEnvironment.HOST, settings.metricsPort(), settings.metricsPath());
        out.flush();
    }

    private void classify(PodClient client, PrintWriter out, PrintWriter err) throws InterruptedException {
        if (picture.isEmpty()) {
            return;
        }
        try {
            var predictions = client.predict(picture.get());
            out.printf("%n%s:%n", picture.get());
            predictions.table().forEach(out::println);
            out.flush();
        } catch (IOException refused) {
            err.println(refused.getMessage());
            err.flush();
        }
    }

    private static void stop(Pod pod, AtomicBoolean stopping, PrintWriter out) {
        stopping.set(true);
        out.println();
        out.println("Stopping …");
        out.flush();
        pod.close();
    }

    private static void complain(String why, Pod pod, PrintWriter err) throws IOException {
        err.println(why);
        PodWords.last(pod.log()).forEach(line -> err.println("  " + line));
        err.println("Its whole log: " + pod.log());
        err.flush();
    }
}
