package io.inferencegateway.pod.http;

import io.helidon.common.context.Context;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http1.Http1Config;
import io.inferencegateway.contract.wire.PodSettings;
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

    /// What both ports have in common.
    static void limit(
            ListenerConfig.BuilderBase<?, ?> port, PodSettings.Edge edge, SlowClients slow, DirectHandlers answers) {
        port.connectionOptions(SocketOptions.builder().tcpNoDelay(true).build());
        port.addProtocol(Http1Config.builder()
                .maxPrologueLength(REQUEST_LINE_BYTES)
                .maxHeadersSize(HEADER_BYTES)
                .addReceiveListener(slow)
                .addReceiveListener(ClientSocket.listener())
                .build());
        port.idleConnectionTimeout(edge.idleTimeout());
        port.idleConnectionPeriod(Stream.of(edge.idleTimeout().dividedBy(4), Duration.ofSeconds(5))
                .min(Comparator.naturalOrder())
                .orElseThrow());
        port.listenerContext(Context.create());
        port.listenerContext().ifPresent(context -> context.register(slow));
        // With one protocol the server does not wait for bytes to tell which it is: silence is watched from the start.
        port.protocolsDiscoverServices(false);
        port.directHandlers(answers);
        port.maxTcpConnections(MANAGEMENT_CONNECTIONS);
    }

    /// The API port on blocking sockets with a read timeout. Only these can tell that a client has left (ClientSocket);
    /// on channels Helidon 4.5 also asks the DNS for the name of every TLS client, and one that connects and never
    /// shakes hands would stay for ever. A watched socket counts as left when the timeout passes, so it is longer
    /// than
    /// any request may wait.
    static void watchClients(ListenerConfig.BuilderBase<?, ?> port, PodSettings settings) {
        var longest = settings.requestTimeout().plusSeconds(5);
        var idle = settings.edge().idleTimeout();
        port.useNio(false);
        port.connectionOptions(new ReadTimeout(
                SocketOptions.builder().tcpNoDelay(true).build(), longest.compareTo(idle) > 0 ? longest : idle));
    }
}
