package io.inferencegateway.pod.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.jspecify.annotations.Nullable;

/// What a connection's transport reads. It asks for 8 KiB at a time, with a call of the kernel for each, seventy for
/// the tensor of an image; here what came meanwhile is read with the first of them. Who waits for bytes holds nothing:
/// the arrays belong to all connections.
final class LongReads extends InputStream {
    private static final int LENGTH = 64 * 1024;

    /// What is read is used at once, so as many are in use as threads run; the last one given back is still in a cache.
    private static final BlockingDeque<byte[]> FREE = new LinkedBlockingDeque<>(16);

    private final InputStream socket;
    private byte @Nullable [] read;
    private int at;
    private int end;

    LongReads(InputStream socket) {
        this.socket = socket;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int wanted) throws IOException {
        byte[] ahead = read;
        if (ahead == null) {
            int first = socket.read(into, from, wanted);
            if (first == wanted) {
                more(FREE.pollFirst());
            }
            return first;
        }
        int taken = Math.min(wanted, end - at);
        System.arraycopy(ahead, at, into, from, taken);
        at += taken;
        if (at == end) {
            read = null;
            if (end == LENGTH) {
                more(ahead);
            } else {
                FREE.offerFirst(ahead);
            }
        }
        return taken;
    }

    /// Reads what is there already.
    private void more(byte @Nullable [] unused) throws IOException {
        byte[] ahead = unused == null ? new byte[LENGTH] : unused;
        int came = socket.available() > 0 ? socket.read(ahead, 0, LENGTH) : 0;
        if (came > 0) {
            read = ahead;
            at = 0;
            end = came;
        } else {
            FREE.offerFirst(ahead);
        }
    }

    @Override
    public int available() throws IOException {
        return (read == null ? 0 : end - at) + socket.available();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
