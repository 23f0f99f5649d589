package io.inferencegateway.pod.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A client that keeps to no rule of HTTP: bytes on a socket.
final class RawClient implements AutoCloseable {
    /// Far above every timeout a test sets; reaching it is a failure.
    private static final int PATIENCE_MS = 60_000;

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MS);
    }

    /// @return whether the server still took it
    boolean send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    boolean send(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return true;
        } catch (SocketException closed) {
            return false;
        }
    }

    /// Everything until the server closes the connection.
    ///
    /// @throws AssertionError when it does not
    String untilClosed() throws IOException {
        var all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection was left open; so far: " + all.toString(), open);
        } catch (SocketException reset) {
            // Closed with bytes of ours unread.
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
