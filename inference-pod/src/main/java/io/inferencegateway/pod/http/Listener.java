package io.inferencegateway.pod.http;

import io.helidon.common.context.Context;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.inferencegateway.contract.wire.PodSettings;
import io.inferencegateway.pod.telemetry.PodMetrics;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/// How a port treats its connections: what the HTTP parser accepts, how long a client may take, how many there may be.
/// The parser's limits are constants: no client of ours needs more, and more only serves attackers.
final class Listener {
    /// Method, path and version; our longest path has 30 characters.
    static final int REQUEST_LINE_BYTES = 4096;
    /// All headers together: what common proxies allow.
    static final int HEADER_BYTES = 16 * 1024;
    /// The kubelet, Prometheus and a person.
    private static final int MANAGEMENT_CONNECTIONS = 64;

    private Listener() {}

    /// The API port. Its connections are read by `ReadAhead`, so that a client that leaves is seen.
    static void api(ListenerConfig.BuilderBase<?, ?> port, PodSettings settings, SlowClients slow, PodMetrics metrics) {
        var edge = settings.edge();
        limit(port, edge, slow, metrics);
        port.maxTcpConnections(edge.maxConnections());
        var http = Http1ConnectionSelector.builder().config(http(slow)).build();
        var channels = new Channels();
        // The longest headers fit, too, with the line break behind them, whatever a body may have.
        int mostBytes = Math.max(settings.maxRequestBytes(), HEADER_BYTES + 2);
        port.connectionOptions(new Accepted(options(), channels::accepted));
        port.addConnectionSelector(new Connections(
                http, channels, new ConnectionThreads(), new BodyMemory(), mostBytes, slow.handshakes()::end));
    }

    /// The management port: Helidon's own connections.
    static void management(
            ListenerConfig.BuilderBase<?, ?> port, PodSettings.Edge edge, SlowClients slow, PodMetrics metrics) {
        limit(port, edge, slow, metrics);
        port.maxTcpConnections(MANAGEMENT_CONNECTIONS);
        port.addProtocol(http(slow));
    }

    /// TLS on blocking sockets: on channels Helidon 4.5 asks the DNS for the name of every client.
    static void secure(ListenerConfig.BuilderBase<?, ?> port, Tls tls, SlowClients slow) {
        port.tls(tls);
        port.useNio(false);
        port.connectionOptions(new Accepted(options(), slow.handshakes()::begin));
    }

    private static void limit(
            ListenerConfig.BuilderBase<?, ?> port, PodSettings.Edge edge, SlowClients slow, PodMetrics metrics) {
        port.connectionOptions(options());
        port.idleConnectionTimeout(edge.idleTimeout());
        port.idleConnectionPeriod(Stream.of(Watcher.quarter(edge.idleTimeout()), Duration.ofSeconds(5))
                .min(Comparator.naturalOrder())
                .orElseThrow());
        port.listenerContext(Context.create());
        port.listenerContext().ifPresent(context -> context.register(slow));
        // With one protocol the server does not wait for bytes to tell which it is: silence is watched from the start.
        port.protocolsDiscoverServices(false);
        port.contentEncoding(BodiesAsTheyCome.create());
        port.directHandlers(DirectAnswers.all(metrics));
    }

    private static SocketOptions options() {
        return SocketOptions.builder().tcpNoDelay(true).build();
    }

    private static Http1Config http(SlowClients slow) {
        return Http1Config.builder()
                .maxPrologueLength(REQUEST_LINE_BYTES)
                .maxHeadersSize(HEADER_BYTES)
                .addReceiveListener(slow)
                .build();
    }
}
