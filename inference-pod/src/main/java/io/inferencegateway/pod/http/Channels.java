package io.inferencegateway.pod.http;

import io.helidon.common.socket.PeerInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Channels between the moment they are accepted and the moment their connection is served: Helidon 4.5 shows them at
/// the first only, and `ReadAhead` wants them at the second.
final class Channels {
    /// More than this many are waiting only when some were closed before they were served.
    private static final int MANY = 256;

    private final Map<SocketAddress, SocketChannel> accepted = new ConcurrentHashMap<>();

    void accepted(SocketChannel channel) {
        try {
            if (accepted.size() > MANY) {
                accepted.values().removeIf(each -> !each.isOpen());
            }
            accepted.put(channel.getRemoteAddress(), channel);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    /// The channel of a client that is served from now on; none where the connection is not read from a channel.
    Optional<SocketChannel> taken(PeerInfo client) {
        return Optional.ofNullable(accepted.remove(client.address()));
    }
}
