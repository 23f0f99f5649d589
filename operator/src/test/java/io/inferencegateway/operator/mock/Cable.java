package io.inferencegateway.operator.mock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What the operator reaches the API server through. It can be cut, as by a load balancer or an API server that ends:
/// every connection is reset, watches with them.
public final class Cable implements AutoCloseable {
    private final ServerSocket here;
    private final int there;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean plugged = true;

    Cable(int there) throws IOException {
        this.there = there;
        here = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://" + here.getInetAddress().getHostAddress() + ":" + here.getLocalPort() + "/";
    }

    /// Resets every connection; new ones can be made.
    public void cut() {
        ends.forEach(Cable::reset);
    }

    /// Resets every connection and lets no new one through.
    public void unplug() {
        plugged = false;
        cut();
    }

    public void plug() {
        plugged = true;
    }

    private void accept() {
        while (!here.isClosed()) {
            try {
                connect(here.accept());
            } catch (IOException closed) {
                // Ends the loop if it was this socket.
            }
        }
    }

    private void connect(Socket near) throws IOException {
        ends.add(near);
        if (!plugged) {
            reset(near);
            return;
        }
        var far = new Socket(InetAddress.getLoopbackAddress(), there);
        ends.add(far);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> pump(near, far));
        Thread.ofVirtual().start(() -> pump(far, near));
    }

    private void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException over) {
            // As is the connection.
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        ends.remove(socket);
        close(socket);
    }

    // Without lingering, closing is a reset.
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException already) {
            // Closed by the other side.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            here.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        cut();
    }
}
