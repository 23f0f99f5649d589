package io.inferencegateway.pod.http;

import io.helidon.common.socket.HelidonSocket;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
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

    /// What is read at a time of a long body, into the same array again: Helidon's own reads take 8 KiB each, in a
    /// new array. For a tensor of 602 KB 0.2 ms of CPU less, and half a megabyte of heap.
    private static final int LONG_READ = 64 * 1024;

    private final HelidonSocket socket;
    private final Optional<SocketChannel> channel;
    private @Nullable FutureTask<byte @Nullable []> ahead;
    private byte @Nullable [] chunk;

    private ReadAhead(HelidonSocket socket, Optional<SocketChannel> channel) {
        this.socket = socket;
        this.channel = channel;
    }

    /// The reads of the connection that this thread serves from now on.
    ///
    /// @param channel below the socket, where there is one
    static ReadAhead ofThisThread(HelidonSocket socket, Optional<SocketChannel> channel) {
        var reads = new ReadAhead(socket, channel);
        OF_THIS_CONNECTION.set(reads);
        return reads;
    }

    /// Says that no fewer than `bytes` of a body are still to come from this thread's client, so that they are read
    /// in large pieces; what was read before must have been used. To be said before each piece, and 0 at the end.
    static void expect(int bytes) {
        var reads = OF_THIS_CONNECTION.get();
        if (reads != null) {
            reads.chunk(bytes);
        }
    }

    private void chunk(int expected) {
        if (expected < LONG_READ || channel.isEmpty()) {
            chunk = null;
        } else if (chunk == null) {
            chunk = new byte[LONG_READ];
        }
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
            if (read != null) {
                return read.get();
            }
            return chunk == null ? socket.get() : filled(chunk, channel.orElseThrow());
        } catch (IOException | UncheckedIOException | ExecutionException broken) {
            throw new ServerConnectionException("The connection cannot be read", broken);
        } catch (InterruptedException ending) {
            // Ends the read on the other thread as well.
            socket.close();
            throw new CloseConnectionException("The connection is closed", ending);
        }
    }

    private static byte @Nullable [] filled(byte[] chunk, SocketChannel channel) throws IOException {
        var rest = ByteBuffer.wrap(chunk);
        while (rest.hasRemaining()) {
            if (channel.read(rest) < 0) {
                return null;
            }
        }
        return chunk;
    }
}
