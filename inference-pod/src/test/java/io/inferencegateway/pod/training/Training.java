package io.inferencegateway.pod.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Starts a pod that records what it loads and runs (JEP 483, 514, 515), has it answer real requests on every protocol,
/// and ends it as Kubernetes does; the JVM then writes the cache. Without a cache there is no image: every failure is
/// one.
///
/// ```
/// java -cp TRAINING:inference-pod.jar io.inferencegateway.pod.training.Training CACHE COMMAND…
/// ```
///
/// `COMMAND` is the image's entry point with `-XX:AOTCacheOutput=CACHE`.
public final class Training {
    /// Enough for the JVM to see which methods are hot; more costs build time and gained nothing.
    private static final int ROUNDS = 60;
    /// Assembling the cache loads and links every class once more, in a second JVM.
    private static final long ASSEMBLY_SECONDS = 300;

    private Training() {}

    public static void main(String[] arguments) throws Exception {
        var cache = Path.of(arguments[0]);
        var command = List.of(arguments).subList(1, arguments.length);
        try (var collector = new Collector()) {
            var ports = new Ports(18000, 18001, 18002);
            var pod = start(command, ports, collector.port());
            try {
                var client = new Client(ports);
                client.awaitReady(pod::isAlive);
                for (int round = 0; round < ROUNDS; round++) {
                    client.round();
                }
                collector.awaitSpans();
            } catch (Exception | Error failed) {
                pod.destroyForcibly();
                throw failed;
            }
            pod.destroy();
            if (!pod.waitFor(ASSEMBLY_SECONDS, TimeUnit.SECONDS)) {
                pod.destroyForcibly();
                throw new IllegalStateException("the pod did not end within " + ASSEMBLY_SECONDS + " s");
            }
        }
        System.out.printf("%s: %d MiB after %d rounds%n", cache, Files.size(cache) >> 20, ROUNDS);
    }

    private static Process start(List<String> command, Ports ports, int collector) throws Exception {
        var builder = new ProcessBuilder(new ArrayList<>(command)).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "HOST",
                        "127.0.0.1",
                        "PORT",
                        "" + ports.http(),
                        "GRPC_PORT",
                        "" + ports.grpc(),
                        "METRICS_PORT",
                        "" + ports.management(),
                        "LOG_LEVEL",
                        "INFO",
                        "REQUEST_TIMEOUT_MS",
                        "60000",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "http://127.0.0.1:" + collector,
                        "OTEL_LOGS_EXPORTER",
                        "none"));
        return builder.start();
    }

    /// Where a pod listens, on loopback.
    record Ports(int http, int grpc, int management) {}
}
