package io.inferencegateway.pod.http;

import io.helidon.common.socket.SocketOptions;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Socket options with a read timeout that takes effect: Helidon 4.5 sets its own on sockets it opens, not on accepted
/// channels.
record ReadTimeout(SocketOptions others, Duration readTimeout) implements SocketOptions {
    @Override
    public void configureSocket(SocketChannel channel) {
        others.configureSocket(channel);
        try {
            channel.socket().setSoTimeout(Math.toIntExact(readTimeout.toMillis()));
        } catch (SocketException closed) {
            throw new UncheckedIOException(closed);
        }
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
