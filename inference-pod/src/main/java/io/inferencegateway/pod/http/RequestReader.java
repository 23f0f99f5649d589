package io.inferencegateway.pod.http;

import io.helidon.common.buffers.BufferData;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads requests: their heads for the HTTP parser, and bodies whose length is known from the socket into the array or
/// the memory they stay in.
final class RequestReader extends UnlinkedReader {
    /// Bytes read at a time; the JDK keeps as much outside the heap for each thread that reads.
    private static final int MOST_AT_ONCE = 64 * 1024;

    /// A client that announces much and sends little gets no more room than this many times what it sent.
    private static final int MORE_ROOM = 16;

    private final Optional<SocketChannel> channel;
    /// Bytes of a body that `body` gave away, until the parser has asked for them.
    private int given;

    /// @param pieces the next bytes that come, at least one; null when the client has left
    /// @param channel where the same bytes can be read from, in larger pieces
    /// @param most bytes of a request's body
    RequestReader(Supplier<byte @Nullable []> pieces, Optional<SocketChannel> channel, int most) {
        super(pieces, most);
        this.channel = channel;
    }

    /// The body of the request whose headers were read, `length` bytes of it. The parser, which counts, gets an empty
    /// buffer for them.
    ///
    /// @throws EOFException when the client sends less
    byte[] body(int length) throws IOException {
        byte[] body = new byte[Math.min(length, MOST_AT_ONCE)];
        for (int read = 0; read < length; ) {
            if (read == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, (long) MORE_ROOM * read));
            }
            read += some(ByteBuffer.wrap(body, read, Math.min(MOST_AT_ONCE, body.length - read)));
        }
        given = length;
        return body;
    }

    /// The same, into memory of the body's length, from position to limit; it is the same afterwards.
    void body(ByteBuffer memory) throws IOException {
        int start = memory.position();
        while (memory.hasRemaining()) {
            some(memory);
        }
        memory.position(start);
        given = memory.remaining();
    }

    /// What came with the head first, then what comes.
    private int some(ByteBuffer room) throws IOException {
        int came = take(room);
        if (came > 0) {
            return came;
        }
        if (channel.isEmpty()) {
            pullData();
            return take(room);
        }
        int more = channel.get().read(room);
        if (more < 0) {
            throw new EOFException("the body ends too soon");
        }
        return more;
    }

    @Override
    public int available() {
        return given > 0 ? given : super.available();
    }

    @Override
    public BufferData readBuffer(int length) {
        if (given > 0) {
            given -= length;
            return BufferData.empty();
        }
        return super.readBuffer(length);
    }
}
