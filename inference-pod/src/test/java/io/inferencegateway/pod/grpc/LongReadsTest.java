package io.inferencegateway.pod.grpc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the transport of gRPC reads, of a socket whose bytes come in pieces.
class LongReadsTest {
    /// As the library reads: at most this much at a time, and less where its segment has less room.
    private static final int SEGMENT = 8 * 1024;

    /// Bytes that come piece by piece, the next when the last is used up.
    private static final class Pieces extends InputStream {
        private final ByteArrayInputStream all;
        private final int piece;
        private int here;
        private int reads;
        private int waits;

        Pieces(byte[] all, int piece) {
            this.all = new ByteArrayInputStream(all);
            this.piece = piece;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("byte by byte");
        }

        @Override
        public int read(byte[] into, int from, int wanted) {
            reads++;
            if (here == 0) {
                waits++;
                here = Math.min(piece, all.available());
            }
            int read = all.read(into, from, Math.min(wanted, Math.max(1, here)));
            here -= Math.max(0, read);
            return read;
        }

        @Override
        public int available() {
            return here;
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static byte[] readBy(LongReads reads) throws IOException {
        var all = new ByteArrayOutputStream();
        var sizes = new Random(1);
        byte[] some = new byte[SEGMENT];
        while (true) {
            int wanted = sizes.nextInt(8) == 0 ? 1 + sizes.nextInt(SEGMENT) : SEGMENT;
            int came = reads.read(some, 0, wanted);
            if (came < 0) {
                return all.toByteArray();
            }
            assertTrue(came > 0 && came <= wanted);
            all.write(some, 0, came);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 8191, 8192, 8193, 16_393, 73_728, 73_729, 200_000, 1_000_000})
    void everyByteComesOnceAndInOrder(int piece) throws IOException {
        byte[] sent = random(300_000);
        assertArrayEquals(sent, readBy(new LongReads(new Pieces(sent, piece))));
    }

    /// A read that waits would hold up what came already, and the array it waits with.
    @Test
    void nothingIsWaitedForAhead() throws IOException {
        var socket = new Pieces(random(3 * SEGMENT), SEGMENT);
        var reads = new LongReads(socket);
        byte[] some = new byte[SEGMENT];
        for (int piece = 1; piece <= 3; piece++) {
            assertEquals(SEGMENT, reads.read(some, 0, SEGMENT));
            assertEquals(piece, socket.waits);
        }
    }

    @Test
    void whatIsThereIsReadInLargePieces() throws IOException {
        int tensor = 602_112;
        var socket = new Pieces(random(tensor), tensor);
        assertEquals(tensor, readBy(new LongReads(socket)).length);
        assertTrue(socket.reads < 20, () -> socket.reads + " reads");
    }

    @Test
    void whatWasReadAheadIsAvailable() throws IOException {
        var reads = new LongReads(new Pieces(random(100_000), 100_000));
        assertEquals(SEGMENT, reads.read(new byte[SEGMENT], 0, SEGMENT));
        assertEquals(100_000 - SEGMENT, reads.available());
        assertTrue(reads.read() >= 0);
        assertEquals(100_000 - SEGMENT - 1, reads.available());
    }
}
