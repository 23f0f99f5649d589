package io.inferencegateway.pod.http;

import io.helidon.common.mapper.MappersFactory__ServiceDescriptor;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.grpc.GrpcServer;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Traffic;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The web server of the pod: one port for the API, and one for metrics and health when the settings name another.
public final class PodServer implements AutoCloseable {
    private static final String MANAGEMENT = "management";

    private final WebServer server;
    private final Optional<GrpcServer> grpc;
    private final List<Watcher> watchers;

    private PodServer(WebServer server, Optional<GrpcServer> grpc, List<Watcher> watchers) {
        this.server = server;
        this.grpc = grpc;
        this.watchers = watchers;
    }

    /// Binds the ports and serves from now on; what it answers follows `readiness`.
    ///
    /// @throws RuntimeException when a port cannot be bound, or a mounted file not used
    public static PodServer start(
            PodSettings settings, PodMetrics metrics, Tracing tracing, Readiness readiness, Traffic traffic) {
        GlobalServiceRegistry.registry(PodServer::ofOneService);
        var edge = settings.edge();
        var edgeMetrics = metrics.edge();
        var slow = new SlowClients(edge.readTimeout(), metrics);
        var keys = new ApiKeyGuard(edge, MountedFiles.EVERY, edgeMetrics);
        var tls = edge.tls().map(pair -> new ServerTls(pair, MountedFiles.EVERY, edgeMetrics));
        var probes = new Probes(readiness);
        var routes = new Routes(settings, metrics, tracing, readiness, traffic, probes, keys);
        var builder = WebServer.builder()
                .host(settings.host())
                .port(settings.port())
                .shutdownHook(false)
                .shutdownGracePeriod(grace(settings))
                .featuresDiscoverServices(false)
                .routing(routes.api());
        Listener.api(builder, settings, slow, metrics);
        tls.ifPresent(pair -> Listener.secure(builder, pair.tls(), slow));
        if (settings.hasManagementPort()) {
            var management = ListenerConfig.builder().host(settings.host()).port(settings.metricsPort());
            Listener.management(management, edge, slow, metrics);
            builder.putSocket(MANAGEMENT, management.build())
                    .routing(MANAGEMENT, routes.management())
                    .addFeature(probes.health(MANAGEMENT));
        }
        var watchers = new ArrayList<Watcher>(List.of(slow, keys));
        tls.ifPresent(watchers::add);
        var web = builder.build().start();
        try {
            return new PodServer(web, grpc(settings, metrics, tracing, readiness, traffic, keys, tls), watchers);
        } catch (RuntimeException taken) {
            web.stop();
            throw taken;
        }
    }

    /// Helidon would look for services and read what each jar says of its own: a twentieth of the time of a start. One
    /// is used, which queries and headers are read with.
    private static ServiceRegistry ofOneService() {
        var services = ServiceRegistryConfig.builder()
                .discoverServices(false)
                .discoverServicesFromServiceLoader(false)
                .addServiceDescriptor(MappersFactory__ServiceDescriptor.INSTANCE)
                .build();
        return ServiceRegistryManager.create(services).registry();
    }

    private static Optional<GrpcServer> grpc(
            PodSettings settings,
            PodMetrics metrics,
            Tracing tracing,
            Readiness readiness,
            Traffic traffic,
            ApiKeyGuard keys,
            Optional<ServerTls> tls) {
        if (settings.grpcPort() == 0) {
            return Optional.empty();
        }
        var keyManager = tls.map(ServerTls::keyManager);
        return Optional.of(GrpcServer.start(
                settings, metrics, tracing, readiness, traffic, keys::accepts, keyManager, grace(settings)));
    }

    /// Accepts nothing more, lets requests in flight finish, then closes the ports.
    @Override
    public void close() {
        grpc.ifPresent(GrpcServer::close);
        server.stop();
        watchers.forEach(Watcher::close);
    }

    private static Duration grace(PodSettings settings) {
        var least = Duration.ofSeconds(10);
        return settings.requestTimeout().compareTo(least) > 0 ? settings.requestTimeout() : least;
    }
}
