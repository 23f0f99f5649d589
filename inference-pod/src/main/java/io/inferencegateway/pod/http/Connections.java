package io.inferencegateway.pod.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/// Connections of the API port: Helidon's HTTP/1.1 with our reads between it and the socket.
///
/// @param http serves the protocol
/// @param channels of clients that were accepted
/// @param threads serve them
/// @param memory for long bodies
/// @param mostBytes of a request's body
/// @param begun hears of each connection that is ready to be read, after the TLS handshake
record Connections(
        ServerConnectionSelector http,
        Channels channels,
        ConnectionThreads threads,
        BodyMemory memory,
        int mostBytes,
        Consumer<PeerInfo> begun)
        implements ServerConnectionSelector {
    @Override
    public int bytesToIdentifyConnection() {
        return http.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
        return http.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
        return http.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
        begun.accept(context.remotePeer());
        var reads = new ReadAhead(context.serverSocket(), channels.taken(context.remotePeer()), memory, mostBytes);
        return threads.serve(http.connection(new Watched(context, reads.reader())), reads::ofThisThread);
    }

    /// A connection as it is, but for its reader.
    private record Watched(ConnectionContext other, DataReader dataReader) implements ConnectionContext {
        @Override
        public ListenerContext listenerContext() {
            return other.listenerContext();
        }

        @Override
        public ExecutorService executor() {
            return other.executor();
        }

        @Override
        public DataWriter dataWriter() {
            return other.dataWriter();
        }

        @Override
        public Router router() {
            return other.router();
        }

        @Override
        public Optional<ProxyProtocolData> proxyProtocolData() {
            return other.proxyProtocolData();
        }

        @Override
        public HelidonSocket serverSocket() {
            return other.serverSocket();
        }

        @Override
        public PeerInfo remotePeer() {
            return other.remotePeer();
        }

        @Override
        public PeerInfo localPeer() {
            return other.localPeer();
        }

        @Override
        public boolean isSecure() {
            return other.isSecure();
        }

        @Override
        public String socketId() {
            return other.socketId();
        }

        @Override
        public String childSocketId() {
            return other.childSocketId();
        }
    }
}
