package io.inferencegateway.pod.http;

import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.Tracing;
import java.time.Duration;

/// The web server of the pod: one port for the API, and one for metrics and health when the settings name another.
public final class PodServer implements AutoCloseable {
    private static final String MANAGEMENT = "management";
    /// A client that sends nothing for so long is cut off.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

    private final WebServer server;

    private PodServer(WebServer server) {
        this.server = server;
    }

    /// Binds the ports and serves from now on; what it answers follows `readiness`.
    ///
    /// @throws RuntimeException when a port cannot be bound
    public static PodServer start(PodSettings settings, PodMetrics metrics, Tracing tracing, Readiness readiness) {
        var probes = new Probes(readiness);
        var routes = new Routes(settings, metrics, tracing, readiness, probes);
        var builder = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(grace(settings))
                .featuresDiscoverServices(false)
                .connectionOptions(options())
                .routing(routes.api());
        if (settings.hasManagementPort()) {
            builder.putSocket(
                            MANAGEMENT,
                            ListenerConfig.builder()
                                    .host(settings.host())
                                    .port(settings.metricsPort())
                                    .connectionOptions(options())
                                    .build())
                    .routing(MANAGEMENT, routes.management())
                    .addFeature(probes.health(MANAGEMENT));
        }
        return new PodServer(builder.build().start());
    }

    /// Accepts nothing more, lets requests in flight finish, then closes the ports.
    @Override
    public void close() {
        server.stop();
    }

    private static Duration grace(PodSettings settings) {
        var least = Duration.ofSeconds(10);
        return settings.requestTimeout().compareTo(least) > 0 ? settings.requestTimeout() : least;
    }

    private static SocketOptions options() {
        return SocketOptions.builder()
                .tcpNoDelay(true)
                .readTimeout(READ_TIMEOUT)
                .build();
    }
}
