package io.inferencegateway.pod.grpc;

import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.inferencegateway.contract.wire.Metrics;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Traffic;
import io.inferencegateway.pod.predict.BodyArrays;
import io.inferencegateway.pod.telemetry.ErrorType;
import io.inferencegateway.pod.telemetry.PodMetrics;
import io.inferencegateway.pod.telemetry.Tracing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;

/// The gRPC port. Its limits and times are those of the API port where gRPC has the same.
public final class GrpcServer implements AutoCloseable {
    /// Whether an API key, or none, is enough.
    public interface Keys {
        boolean accept(Optional<String> key);
    }

    private static final int METADATA_BYTES = 16 * 1024;
    private static final int CALLS_OF_A_CONNECTION = 128;
    /// What a client may send before it has to wait; the default is a tenth of a tensor of an image.
    private static final int WINDOW_BYTES = 2 * 1024 * 1024;
    /// The library cuts off larger messages with no word of why; so up to this many times the limit are read, and
    /// refused in words.
    private static final long MOST_READ = 4;
    /// Clients that ask more often whether the connection lives are taken for attackers by the library.
    private static final Duration PINGS = Duration.ofSeconds(10);

    private final Server server;
    private final Calls calls;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final Duration grace;

    private GrpcServer(
            Server server, Calls calls, ExecutorService threads, ScheduledExecutorService timer, Duration grace) {
        this.server = server;
        this.calls = calls;
        this.threads = threads;
        this.timer = timer;
        this.grace = grace;
    }

    /// Binds the port and serves from now on.
    ///
    /// @param tls the API port's key pair, as it is at each handshake; none for plain text
    /// @param grace that calls in flight have when the server is closed
    /// @throws UncheckedIOException when the port cannot be bound
    public static GrpcServer start(
            PodSettings settings,
            PodMetrics metrics,
            Tracing tracing,
            Readiness readiness,
            Traffic traffic,
            Keys keys,
            Optional<KeyManager> tls,
            Duration grace) {
        var edge = settings.edge();
        // A call's thread waits for a worker, so it is virtual, as a request's is.
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var timer = timer();
        var calls = new Calls(
                edge.readTimeout(), () -> metrics.error(Metrics.OTHER, Metrics.UNMATCHED, ErrorType.SLOW_CLIENT));
        var arrays = new BodyArrays();
        var infer = new InferCalls(readiness, traffic, metrics, tracing, keys, settings.maxRequestBytes(), arrays);
        var compressors = CompressorRegistry.newEmptyInstance();
        compressors.register(new Deflate());
        compressors.register(new io.grpc.Codec.Gzip());
        var credentials = tls.map(GrpcServer::secure).orElseGet(InsecureServerCredentials::create);
        var server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(settings.host(), settings.grpcPort()), credentials)
                .socketFactory(new Bounded(edge.maxConnections()))
                .executor(threads)
                .transportExecutor(threads)
                .scheduledExecutorService(timer)
                .maxInboundMessageSize((int) Math.min(Integer.MAX_VALUE, MOST_READ * settings.maxRequestBytes()))
                .maxInboundMetadataSize(METADATA_BYTES)
                .maxConcurrentCallsPerConnection(CALLS_OF_A_CONNECTION)
                .flowControlWindow(WINDOW_BYTES)
                .maxConnectionIdle(edge.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(PINGS.toSeconds(), TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .decompressorRegistry(DecompressorRegistry.getDefaultInstance().with(new Deflate(), true))
                .compressorRegistry(compressors)
                .intercept(calls)
                .addService(UncopiedMarshaller.ofRequests(
                        new InferenceService(settings.serviceName(), settings.serviceVersion(), readiness, infer)
                                .bindService(),
                        arrays))
                .addService(new HealthService(readiness))
                .addService(ProtoReflectionServiceV1.newInstance())
                .addService(olderReflection())
                .build();
        try {
            return new GrpcServer(server.start(), calls, threads, timer, grace);
        } catch (IOException taken) {
            calls.close();
            threads.close();
            timer.shutdownNow();
            throw new UncheckedIOException("the gRPC port %d cannot be bound".formatted(settings.grpcPort()), taken);
        }
    }

    /// For deadlines and idle connections. The library's own is made by reflection, for older Javas, which takes ten
    /// milliseconds.
    private static ScheduledExecutorService timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("grpc-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static ServerCredentials secure(KeyManager keys) {
        return TlsServerCredentials.newBuilder().keyManager(keys).build();
    }

    /// Tools ask for the older form where they find no newer one, and some ask for nothing else.
    @SuppressWarnings("deprecation")
    private static io.grpc.BindableService olderReflection() {
        return ProtoReflectionService.newInstance();
    }

    /// Accepts nothing more, lets calls in flight finish, then closes the port.
    @Override
    public void close() {
        server.shutdown();
        try {
            if (!server.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                server.awaitTermination(1, TimeUnit.SECONDS);
            }
        } catch (InterruptedException hurried) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
        calls.close();
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
