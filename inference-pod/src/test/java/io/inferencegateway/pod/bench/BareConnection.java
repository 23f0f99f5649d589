package io.inferencegateway.pod.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A connection of [BareServer]: one request at a time, whole, in memory that the next one takes again.
final class BareConnection {
    /// Bytes of the longest request or answer.
    private static final int ROOM = 2 << 20;

    private final SocketChannel channel;
    private final ByteBuffer request = ByteBuffer.allocateDirect(ROOM);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(ROOM);
    private String head = "";

    BareConnection(SocketChannel channel) {
        this.channel = channel;
    }

    /// Reads the next request; false when the client has left.
    boolean next() throws IOException {
        request.clear();
        int end;
        do {
            if (channel.read(request) < 0) {
                return false;
            }
            end = endOfHead();
        } while (end < 0);
        byte[] bytes = new byte[end];
        request.get(0, bytes);
        head = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        while (request.position() < end + number("\ncontent-length:")) {
            if (channel.read(request) < 0) {
                return false;
            }
        }
        request.flip().position(end);
        return true;
    }

    private int endOfHead() {
        for (int i = 0; i + 4 <= request.position(); i++) {
            // CR LF CR LF
            if (request.getInt(i) == 0x0D0A0D0A) {
                return i + 4;
            }
        }
        return -1;
    }

    boolean isTo(String path) {
        return head.startsWith("post " + path + " ");
    }

    /// The number after a header's name, which is to be in lower case.
    int number(String name) {
        int at = head.indexOf(name) + name.length();
        return Integer.parseInt(head.substring(at, head.indexOf('\r', at)).strip());
    }

    ByteBuffer body() {
        return request;
    }

    /// Room for an answer of this many bytes, its head already written.
    ByteBuffer answer(int length) {
        return answer.clear()
                .put(("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Sends what was written.
    void send() throws IOException {
        for (answer.flip(); answer.hasRemaining(); ) {
            channel.write(answer);
        }
    }
}
