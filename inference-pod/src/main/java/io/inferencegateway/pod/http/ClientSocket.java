package io.inferencegateway.pod.http;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Tells whether the client of the request on this thread is still there.
///
/// A handler cannot reach its connection, so a listener leaves it on the connection's own thread. While the handler
/// waits, the socket is idle in Helidon's sense: a monitor reads one byte ahead, which the next request gets, and sees
/// the end of the stream. As in Go's net/http, a client that shuts down its sending half counts as one that has left.
final class ClientSocket {
    private static final ThreadLocal<HelidonSocket> OF_THIS_THREAD = new ThreadLocal<>();

    private ClientSocket() {}

    /// Belongs to the HTTP/1.1 protocol of the port.
    static Http1ConnectionListener listener() {
        return new Http1ConnectionListener() {
            @Override
            public void prologue(ConnectionContext connection, HttpPrologue prologue) {
                OF_THIS_THREAD.set(connection.serverSocket());
            }
        };
    }

    /// Begins to watch the client, whose request must have been read to its end.
    ///
    /// @return whether the client has left
    static BooleanSupplier left() {
        return Optional.ofNullable(OF_THIS_THREAD.get())
                .map(ClientSocket::watch)
                .orElse(() -> false);
    }

    private static BooleanSupplier watch(HelidonSocket socket) {
        socket.idle();
        return () -> !socket.isConnected();
    }
}
