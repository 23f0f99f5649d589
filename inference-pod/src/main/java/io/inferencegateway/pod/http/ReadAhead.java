package io.inferencegateway.pod.http;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The bytes of one connection. While its client waits long for an answer, one read is made ahead on another
/// thread: it ends when the client leaves, and what it brings otherwise is what the next request begins with.
/// As in Go's net/http, a client that shuts down its sending half counts as one that has left.
///
/// Helidon's own idle monitor is not used: it needs a read timeout on the socket, and a thread in a timed read of a
/// channel can be neither interrupted nor closed (JDK 25, `SocketChannelImpl.implCloseNonBlockingMode`), so slow
/// clients and the pod's end would wait for that timeout.
final class ReadAhead implements Supplier<byte @Nullable []> {
    private static final ThreadLocal<@Nullable ReadAhead> OF_THIS_CONNECTION = new ThreadLocal<>();

    private final HelidonSocket socket;
    private final RequestReader reader;
    private final BodyMemory memory;
    private @Nullable FutureTask<byte @Nullable []> ahead;

    /// @param channel below the socket, where there is one
    /// @param memory for long bodies
    /// @param mostBytes of a request's body
    ReadAhead(HelidonSocket socket, Optional<SocketChannel> channel, BodyMemory memory, int mostBytes) {
        this.socket = socket;
        this.reader = new RequestReader(this, channel, mostBytes);
        this.memory = memory;
    }

    /// To be called on the thread that serves the connection, before it does.
    void ofThisThread() {
        OF_THIS_CONNECTION.set(this);
    }

    /// The body of this thread's request, `length` bytes that are still to be read.
    ///
    /// @throws EOFException when the client sends less
    static byte[] body(int length) throws IOException {
        return here().reader.body(length);
    }

    /// Memory outside the heap for a body of `length` bytes, `json` of them before the first tensor; none where the
    /// next bodies are not known to be as long, or all of it is lent.
    static Optional<ByteBuffer> memory(int length, int json) {
        return here().memory.take(length, json);
    }

    /// The body of this thread's request, into such memory.
    ///
    /// @throws EOFException when the client sends less
    static void body(ByteBuffer memory) throws IOException {
        here().reader.body(memory);
    }

    /// Nothing reads this memory any more.
    static void giveBack(ByteBuffer memory) {
        here().memory.give(memory);
    }

    private static ReadAhead here() {
        var reads = OF_THIS_CONNECTION.get();
        if (reads == null) {
            throw new IllegalStateException("this thread serves no connection of the API port");
        }
        return reads;
    }

    /// What the connection's parser reads from.
    RequestReader reader() {
        return reader;
    }

    /// Watches the client of this thread's connection, whose request must have been read to its end. The read
    /// ahead begins when it is first asked: most answers come before that, and need no second thread.
    ///
    /// @return whether the client has left; to be asked on this thread
    static BooleanSupplier clientLeft() {
        var reads = OF_THIS_CONNECTION.get();
        return reads == null ? () -> false : reads::left;
    }

    private boolean left() {
        if (ahead == null) {
            ahead = new FutureTask<>(socket::get);
            Thread.ofVirtual().name("read-ahead").start(ahead);
        }
        return switch (ahead.state()) {
            case RUNNING -> false;
            case SUCCESS -> ahead.resultNow() == null;
            case FAILED, CANCELLED -> true;
        };
    }

    @Override
    public byte @Nullable [] get() {
        var read = ahead;
        ahead = null;
        try {
            return read == null ? socket.get() : read.get();
        } catch (UncheckedIOException | ExecutionException broken) {
            throw new ServerConnectionException("The connection cannot be read", broken);
        } catch (InterruptedException ending) {
            // Ends the read on the other thread as well.
            socket.close();
            throw new CloseConnectionException("The connection is closed", ending);
        }
    }
}
