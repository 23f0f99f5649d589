package io.inferencegateway.pod.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// Requests that were written beforehand, over one connection that is kept; reads as much of an answer as it takes to
/// find its end. It costs a client next to nothing, and costs the same whatever the server is.
final class HttpCall implements Call {
    private static final int PATIENCE_MILLIS = 60_000;

    private final List<byte[]> requests;
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int filled;

    /// The server has too much to do; the connection is as good as before.
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String status) {
            super("the server answers " + status);
        }
    }

    HttpCall(int port, List<byte[]> requests) throws IOException {
        this.requests = requests;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        this.in = socket.getInputStream();
    }

    @Override
    public void make(int turn) throws IOException {
        socket.getOutputStream().write(requests.get(turn % requests.size()));
        String status = line();
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).trim());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            } else if (lower.startsWith("connection:") && lower.endsWith("close")) {
                throw new IOException("the server closes the connection: " + status);
            }
        }
        if (chunked) {
            for (long size = size(); size > 0; size = size()) {
                skip(size);
                line();
            }
            line();
        } else {
            skip(length);
        }
        if (status.startsWith("HTTP/1.1 503")) {
            throw new Refused(status);
        }
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("the server answers " + status);
        }
    }

    private long size() throws IOException {
        String line = line();
        int end = line.indexOf(';');
        return Long.parseLong(end < 0 ? line : line.substring(0, end), 16);
    }

    private void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            if (at == filled) {
                fill();
            }
            int step = (int) Math.min(left, filled - at);
            at += step;
            left -= step;
        }
    }

    /// Without its end.
    private String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            for (int i = at; i < filled; i++) {
                if (buffer[i] == '\n') {
                    line.append(new String(buffer, at, i - at, StandardCharsets.ISO_8859_1));
                    at = i + 1;
                    return line.toString().stripTrailing();
                }
            }
            line.append(new String(buffer, at, filled - at, StandardCharsets.ISO_8859_1));
            fill();
        }
    }

    private void fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(buffer));
        if (filled == 0) {
            throw new EOFException("the server closed the connection");
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
