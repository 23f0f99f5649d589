package io.inferencegateway.pod.http;

import io.helidon.common.socket.PeerInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Cuts off clients that connect to a TLS port and do not shake hands in time. Helidon 4.5 waits for them for ever, on
/// a thread that nothing else can reach.
final class Handshakes implements Watcher {
    private record Shaking(SocketChannel channel, long until) {}

    private final Map<SocketAddress, Shaking> shaking = new ConcurrentHashMap<>();
    private final Duration timeout;
    private final Runnable cutOff;
    private final Watcher watcher;

    /// @param cutOff called for each client that is cut off
    Handshakes(Duration timeout, Runnable cutOff) {
        this.timeout = timeout;
        this.cutOff = cutOff;
        this.watcher = Watcher.every(Watcher.quarter(timeout), "watch-handshakes", this::look);
    }

    void begin(SocketChannel channel) {
        try {
            shaking.put(channel.getRemoteAddress(), new Shaking(channel, System.nanoTime() + timeout.toNanos()));
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    void end(PeerInfo client) {
        shaking.remove(client.address());
    }

    private void look() {
        long now = System.nanoTime();
        shaking.forEach((client, handshake) -> {
            if (!handshake.channel().isOpen()) {
                shaking.remove(client, handshake);
            } else if (now - handshake.until() > 0 && shaking.remove(client, handshake)) {
                cutOff(handshake);
            }
        });
    }

    private void cutOff(Shaking handshake) {
        try {
            handshake.channel().close();
        } catch (IOException gone) {
            return;
        }
        cutOff.run();
    }

    @Override
    public void close() {
        watcher.close();
    }
}
