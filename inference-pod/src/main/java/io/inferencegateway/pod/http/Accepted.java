package io.inferencegateway.pod.http;

import io.helidon.common.socket.SocketOptions;
import java.net.Socket;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Socket options that also show each accepted channel to someone: the only place where Helidon 4.5 lets it be seen
/// before the TLS handshake.
record Accepted(SocketOptions others, Consumer<SocketChannel> watcher) implements SocketOptions {
    @Override
    public void configureSocket(SocketChannel channel) {
        others.configureSocket(channel);
        watcher.accept(channel);
    }

    @Override
    public void configureSocket(Socket socket) {
        others.configureSocket(socket);
    }

    @Override
    public Map<SocketOption<?>, Object> socketOptions() {
        return others.socketOptions();
    }

    @Override
    public Duration readTimeout() {
        return others.readTimeout();
    }

    @Override
    public Duration connectTimeout() {
        return others.connectTimeout();
    }

    @Override
    public Optional<Integer> socketReceiveBufferSize() {
        return others.socketReceiveBufferSize();
    }

    @Override
    public Optional<Integer> socketSendBufferSize() {
        return others.socketSendBufferSize();
    }

    @Override
    public boolean socketReuseAddress() {
        return others.socketReuseAddress();
    }

    @Override
    public boolean socketKeepAlive() {
        return others.socketKeepAlive();
    }

    @Override
    public boolean tcpNoDelay() {
        return others.tcpNoDelay();
    }
}
