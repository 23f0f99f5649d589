package io.inferencegateway.pod.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A whole JPEG, checked from `SOI` to `EOI`.
///
/// @param bytes hold the file from `start` to `end`
/// @param coded the pieces of it that are no application segments and comments, in order
/// @param tables whether it has Huffman tables
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record JpegFile(
        JpegFrame frame, JpegColour colour, byte[] bytes, int start, int end, List<Piece> coded, boolean tables) {
    /// A progressive file makes the decoder go over the whole picture once per scan. Encoders write about ten scans;
    /// TurboJPEG's own guard, `TJFLAG_LIMITSCANS`, stops at 500.
    static final int MAX_SCANS = 100;

    /// Where in the file's bytes a piece lies.
    private record Piece(int start, int end) {}

    static JpegFile read(byte[] bytes, int start, int limit) {
        var markers = new JpegMarkers(bytes, start, limit);
        var coded = new ArrayList<Piece>();
        coded.add(new Piece(start, start + 2));
        JpegFrame frame = null;
        boolean jfif = false;
        int adobe = JpegColour.NO_ADOBE;
        int scans = 0;
        boolean tables = false;
        int marker;
        do {
            marker = markers.next();
            int payload = markers.payload();
            int size = markers.end() - payload;
            if (marker == JpegMarkers.COM || (marker >= JpegMarkers.APP0 && marker <= JpegMarkers.APP15)) {
                if (scans == 0 && marker == JpegMarkers.APP0) {
                    jfif |= size >= 12 && says("JFIF\0", bytes, payload);
                } else if (scans == 0 && marker == JpegMarkers.APP14) {
                    adobe = size >= 12 && says("Adobe", bytes, payload) ? bytes[payload + 11] & 0xFF : adobe;
                }
                continue;
            }
            if (JpegFrame.isFrame(marker)) {
                if (frame != null) {
                    throw Refused.corrupt();
                }
                frame = JpegFrame.read(bytes, marker, markers);
            }
            tables |= marker == JpegMarkers.DHT;
            if (marker == JpegMarkers.SOS && ++scans > MAX_SCANS) {
                throw Refused.invalid("the image has more than %d scans".formatted(MAX_SCANS));
            }
            int end = marker == JpegMarkers.SOS ? markers.endOfScan() : markers.end();
            coded.add(new Piece(markers.start(), end));
        } while (marker != JpegMarkers.EOI);
        if (frame == null || scans == 0) {
            throw Refused.corrupt();
        }
        // Of a plane that is sampled in full every 8x8 block takes one bit at least; half of the blocks is the least
        // that crossed sampling factors leave.
        if ((long) frame.width() * frame.height() > 1024L * size(coded)) {
            throw Refused.truncated();
        }
        var colour = JpegColour.of(ids(frame), jfif, adobe);
        return new JpegFile(frame, colour, bytes, start, markers.end(), coded, tables);
    }

    /// The file without application segments and comments: ImageIO parses them eagerly, colour profiles and thumbnails
    /// included, and none of them has a say in the pixels but for what `colour` already holds.
    byte[] stripped() {
        var stripped = new byte[size(coded)];
        int at = 0;
        for (var piece : coded) {
            System.arraycopy(bytes, piece.start, stripped, at, piece.end - piece.start);
            at += piece.end - piece.start;
        }
        return stripped;
    }

    private static int size(List<Piece> pieces) {
        return pieces.stream().mapToInt(piece -> piece.end - piece.start).sum();
    }

    private static List<Integer> ids(JpegFrame frame) {
        return frame.components().stream().map(JpegFrame.Component::id).toList();
    }

    private static boolean says(String word, byte[] bytes, int at) {
        byte[] wanted = word.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.equals(wanted, 0, wanted.length, bytes, at, at + wanted.length);
    }
}
