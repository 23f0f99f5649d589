package io.inferencegateway.pod.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.Bytes;
import io.helidon.common.buffers.DataListener;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.LazyString;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a connection's HTTP parser reads: the bytes that came and were not used yet, in one array.
///
/// Helidon's own reader links every piece to the next one. Once a piece of a connection that was idle for some seconds
/// is among the old objects of the heap, so is, collection by collection, all that the connection reads later, until a
/// full collection: with some ten connections in turns 8 MB a second, and the heap grows to its limit. Here nothing
/// that was read points to what is read later.
class UnlinkedReader extends DataReader {
    private static final byte[] NOTHING = new byte[0];

    private final Supplier<byte @Nullable []> pieces;
    private final int most;
    private byte[] bytes = NOTHING;
    private int position;
    private int end;
    private boolean over;

    /// @param pieces the next bytes that come, at least one; null when the client has left
    /// @param most bytes that are wanted in one piece: of a request's body, and so of one of its chunks
    // Helidon's own factory of readers makes only its own kind.
    @SuppressWarnings("removal")
    UnlinkedReader(Supplier<byte @Nullable []> pieces, int most) {
        super(pieces);
        this.pieces = pieces;
        this.most = most;
    }

    /// Copies some of what came and was not used yet, and uses it.
    ///
    /// @return how many bytes that was; 0 where nothing is left
    final int take(ByteBuffer into) {
        int taken = Math.min(into.remaining(), end - position);
        into.put(bytes, position, taken);
        used(taken);
        return taken;
    }

    @Override
    public int available() {
        return end - position;
    }

    @Override
    public void pullData() {
        byte[] piece = over ? null : pieces.get();
        if (piece == null) {
            throw new InsufficientDataAvailableException();
        }
        if (position == end) {
            bytes = piece;
            position = 0;
            end = piece.length;
        } else {
            append(piece);
        }
    }

    /// Strings and buffers that were made of the array stay as they are: only what is behind them is written.
    private void append(byte[] piece) {
        int rest = end - position;
        if (bytes.length - end < piece.length) {
            byte[] more = new byte[Math.max(2 * rest, rest + piece.length)];
            System.arraycopy(bytes, position, more, 0, rest);
            bytes = more;
            position = 0;
            end = rest;
        }
        System.arraycopy(piece, 0, bytes, end, piece.length);
        end += piece.length;
    }

    @Override
    public void ensureAvailable() {
        need(1);
    }

    private void need(int least) {
        if (least > most) {
            // A chunk is wanted whole, and announcing one costs a client nothing. What follows cannot be told apart.
            over = true;
            used(end - position);
            throw Body.tooLarge(most);
        }
        while (available() < least) {
            pullData();
        }
    }

    private void used(int count) {
        position += count;
        if (position == end) {
            // A connection that waits holds nothing.
            bytes = NOTHING;
            position = 0;
            end = 0;
        }
    }

    private byte at(int index) {
        need(index + 1);
        return bytes[position + index];
    }

    @Override
    public void skip(int count) {
        int left = count;
        while (left > 0) {
            ensureAvailable();
            int some = Math.min(left, end - position);
            used(some);
            left -= some;
        }
    }

    @Override
    public byte read() {
        byte next = lookup();
        used(1);
        return next;
    }

    @Override
    public byte lookup() {
        return at(0);
    }

    @Override
    public boolean startsWithNewLine() {
        return at(0) == Bytes.CR_BYTE && at(1) == Bytes.LF_BYTE;
    }

    @Override
    public boolean startsWith(byte[] prefix) {
        need(prefix.length);
        return Arrays.equals(bytes, position, position + prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public BufferData readBuffer() {
        ensureAvailable();
        return readBuffer(available());
    }

    @Override
    public BufferData readBuffer(int length) {
        var data = getBuffer(length);
        used(length);
        return data;
    }

    @Override
    public BufferData getBuffer(int length) {
        need(length);
        return BufferData.createReadOnly(bytes, position, length);
    }

    @Override
    public LazyString readLazyString(Charset charset, int length) {
        need(length);
        var text = new LazyString(bytes, position, length, charset);
        used(length);
        return text;
    }

    @Override
    public String readAsciiString(int length) {
        return new String(readBytes(length), StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] readBytes(int length) {
        need(length);
        byte[] read = Arrays.copyOfRange(bytes, position, position + length);
        used(length);
        return read;
    }

    @Override
    public String readLine() {
        String line = readAsciiString(findNewLine(Integer.MAX_VALUE));
        skip(2);
        return line;
    }

    @Override
    public int findNewLine(int most) {
        for (int i = 0; i < most; i++) {
            if (newLine(i)) {
                return i;
            }
        }
        return most;
    }

    @Override
    public int findOrNewLine(byte wanted, int most) {
        for (int i = 0; i < most; i++) {
            if (newLine(i)) {
                return -i - 1;
            }
            if (bytes[position + i] == wanted) {
                return i;
            }
        }
        return most;
    }

    /// Whether a line ends here; a carriage return or line feed alone ends none, and is no part of one.
    private boolean newLine(int index) {
        byte here = at(index);
        if (here == Bytes.LF_BYTE) {
            throw new IncorrectNewLineException("Found LF (" + index + ") without preceding CR.");
        }
        if (here == Bytes.CR_BYTE && at(index + 1) != Bytes.LF_BYTE) {
            throw new IncorrectNewLineException("Found CR (" + index + ") without following LF.");
        }
        return here == Bytes.CR_BYTE;
    }

    @Override
    public String debugDataHex() {
        return BufferData.createReadOnly(bytes, position, end - position).debugDataHex(true);
    }

    /// What is read is told by the connection's own listener.
    @Override
    public <T> void listener(DataListener<T> listener, T context) {}
}
