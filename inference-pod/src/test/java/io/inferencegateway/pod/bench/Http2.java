package io.inferencegateway.pod.bench;

import static io.inferencegateway.pod.grpc.Http2Frames.DATA;
import static io.inferencegateway.pod.grpc.Http2Frames.END_HEADERS;
import static io.inferencegateway.pod.grpc.Http2Frames.END_STREAM;
import static io.inferencegateway.pod.grpc.Http2Frames.HEADERS;
import static io.inferencegateway.pod.grpc.Http2Frames.SETTINGS;

import io.inferencegateway.pod.grpc.Http2Frames;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/// The client's end of one connection of HTTP/2 (RFC 9113) in plain text, for one request at a time: as much of the
/// protocol as it takes to send what was written beforehand, and to find the end of the answer.
final class Http2 implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    /// What every server takes.
    private static final int LARGEST_FRAME = 16 * 1024;
    private static final int FIRST_WINDOW = 65_535;
    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;

    private static final int RST_STREAM = 3;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;

    private static final int ACK = 0x1;
    private static final int INITIAL_WINDOW_SIZE = 4;

    private final Socket socket;
    private final DataInputStream in;
    private int stream = -1;
    private long connectionWindow = FIRST_WINDOW;
    private long streamWindow;
    private long firstWindow = FIRST_WINDOW;
    private long received;
    private boolean ended;
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

    Http2(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 64 * 1024));
        socket.getOutputStream().write(Http2Frames.preface());
        send(SETTINGS, 0, 0, setting(INITIAL_WINDOW_SIZE, LARGEST_WINDOW));
        send(WINDOW_UPDATE, 0, 0, number(LARGEST_WINDOW - FIRST_WINDOW));
        while (frame() != SETTINGS) {
            // Until the server has told its windows.
        }
    }

    /// A request that was written beforehand.
    ///
    /// @param whole its frames, as they are sent where the windows have room for all of them
    record Written(byte[] head, byte[] body, byte[] whole) {
        /// @param head its block of header fields
        static Written of(byte[] head, byte[] body) {
            return new Written(head, body, frames(1, head, body, 0, body.length));
        }

        /// The number of its stream is all that changes from one time to the next.
        private byte[] as(int stream) {
            var frames = ByteBuffer.wrap(whole);
            for (int at = 0; at < whole.length; at += Http2Frames.HEAD + (frames.getInt(at) >>> Byte.SIZE)) {
                Http2Frames.stream(frames, at, stream);
            }
            return whole;
        }
    }

    /// Sends a request and reads the answer.
    ///
    /// @return the body of the answer
    byte[] exchange(Written request) throws IOException {
        stream += 2;
        streamWindow = firstWindow;
        ended = false;
        answer.reset();
        int length = request.body().length;
        for (int sent = 0; sent < length && !ended; ) {
            int some = (int) Math.min(length - sent, Math.min(streamWindow, connectionWindow));
            if (some > 0) {
                byte[] head = sent == 0 ? request.head() : new byte[0];
                socket.getOutputStream()
                        .write(some == length ? request.as(stream) : frames(stream, head, request.body(), sent, some));
                sent += some;
                streamWindow -= some;
                connectionWindow -= some;
            } else {
                frame();
            }
        }
        while (!ended) {
            frame();
        }
        if (received > LARGEST_WINDOW / 2) {
            send(WINDOW_UPDATE, 0, 0, number((int) received));
            received = 0;
        }
        return answer.toByteArray();
    }

    /// A part of a request, in one piece for the kernel.
    private static byte[] frames(int stream, byte[] head, byte[] body, int from, int length) {
        int count = (length + LARGEST_FRAME - 1) / LARGEST_FRAME;
        int first = head.length == 0 ? 0 : Http2Frames.HEAD + head.length;
        var frames = ByteBuffer.allocate(first + count * Http2Frames.HEAD + length);
        if (head.length > 0) {
            Http2Frames.head(frames, head.length, HEADERS, END_HEADERS, stream).put(head);
        }
        for (int at = from; at < from + length; at += LARGEST_FRAME) {
            int size = Math.min(LARGEST_FRAME, from + length - at);
            Http2Frames.head(frames, size, DATA, at + size == body.length ? END_STREAM : 0, stream)
                    .put(body, at, size);
        }
        return frames.array();
    }

    /// Reads a frame, and does what it asks for; returns its type.
    private int frame() throws IOException {
        int head = in.readInt();
        int length = head >>> Byte.SIZE;
        int type = head & 0xFF;
        int flags = in.readUnsignedByte();
        int of = in.readInt();
        byte[] content = in.readNBytes(length);
        var fields = ByteBuffer.wrap(content);
        switch (type) {
            case DATA -> {
                answer.writeBytes(content);
                received += length;
            }
            case SETTINGS -> settings(fields, flags);
            case PING -> {
                if ((flags & ACK) == 0) {
                    send(PING, ACK, 0, content);
                }
            }
            case WINDOW_UPDATE -> {
                if (of == 0) {
                    connectionWindow += fields.getInt();
                } else if (of == stream) {
                    streamWindow += fields.getInt();
                }
            }
            case RST_STREAM, GOAWAY -> throw new IOException("the server ends the call");
            default -> {
                // Header fields, which tell nothing that the answer's length does not.
            }
        }
        if ((type == DATA || type == HEADERS) && of == stream && (flags & END_STREAM) != 0) {
            ended = true;
        }
        return type;
    }

    private void settings(ByteBuffer fields, int flags) throws IOException {
        if ((flags & ACK) != 0) {
            return;
        }
        while (fields.hasRemaining()) {
            short name = fields.getShort();
            int value = fields.getInt();
            if (name == INITIAL_WINDOW_SIZE) {
                streamWindow += value - firstWindow;
                firstWindow = value;
            }
        }
        send(SETTINGS, ACK, 0, new byte[0]);
    }

    private void send(int type, int flags, int of, byte[] content) throws IOException {
        socket.getOutputStream().write(Http2Frames.frame(type, flags, of, content));
    }

    private static byte[] setting(int name, int value) {
        return ByteBuffer.allocate(Short.BYTES + Integer.BYTES)
                .putShort((short) name)
                .putInt(value)
                .array();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
