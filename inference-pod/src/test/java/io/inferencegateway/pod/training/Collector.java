package io.inferencegateway.pod.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Takes spans over OTLP/HTTP and forgets them, so that the exporter's classes are trained too. By hand: the image's
/// runtime has no HTTP server.
final class Collector implements AutoCloseable {
    private static final byte[] DONE =
            "HTTP/1.1 200 OK\r\nContent-Type: application/x-protobuf\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private final ServerSocket socket;
    private final CountDownLatch received = new CountDownLatch(1);

    Collector() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// Returns when spans have come.
    void awaitSpans() throws InterruptedException {
        if (!received.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the pod exported no spans within 60 s");
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            var in = new BufferedInputStream(connection.getInputStream());
            for (long length = length(in); length >= 0; length = length(in)) {
                in.skipNBytes(length);
                connection.getOutputStream().write(DONE);
                received.countDown();
            }
        } catch (IOException gone) {
            // The exporter opens another connection.
        }
    }

    /// The length of the body behind the headers that come next; -1 at the end of the connection.
    private static long length(InputStream in) throws IOException {
        long length = -1;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        return length;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
