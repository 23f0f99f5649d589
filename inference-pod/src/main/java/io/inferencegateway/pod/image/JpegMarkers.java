package io.inferencegateway.pod.image;

import io.inferencegateway.pod.predict.Bytes;

/// Walks the markers of a JPEG from one to the next (ITU T.81 annex B), over the entropy-coded data behind a scan.
final class JpegMarkers {
    static final int DHT = 0xC4;
    static final int APP0 = 0xE0;
    static final int APP14 = 0xEE;
    static final int APP15 = 0xEF;
    static final int COM = 0xFE;
    static final int SOS = 0xDA;
    static final int EOI = 0xD9;
    private static final int SOI = 0xD8;
    private static final int TEM = 0x01;

    private static final int UNKNOWN = -1;

    private final byte[] bytes;
    private final int limit;
    private int marker = SOI;
    private int start;
    private int end;
    /// Where the scan that this is at ends, once that has been looked for.
    private int scanEnd = UNKNOWN;

    JpegMarkers(byte[] bytes, int start, int limit) {
        this.bytes = bytes;
        this.limit = limit;
        this.start = start;
        this.end = start + 2;
    }

    static boolean startsAt(byte[] bytes, int start, int end) {
        return end - start >= 3
                && bytes[start] == (byte) 0xFF
                && bytes[start + 1] == (byte) SOI
                && bytes[start + 2] == (byte) 0xFF;
    }

    /// Moves on and returns the marker. A file that ends before `EOI` is truncated, as it is for Pillow.
    int next() {
        int at = marker == SOS ? endOfScan() : end;
        scanEnd = UNKNOWN;
        if (at < limit && bytes[at] != (byte) 0xFF) {
            throw Refused.corrupt();
        }
        start = at;
        while (at < limit && bytes[at] == (byte) 0xFF) {
            at++; // any number of fill bytes may precede the marker's code
        }
        if (at >= limit) {
            throw Refused.truncated();
        }
        marker = bytes[at++] & 0xFF;
        if (marker == 0 || marker == SOI) {
            throw Refused.corrupt();
        }
        end = standsAlone(marker) ? at : at + length(at);
        return marker;
    }

    /// The first byte of the marker itself.
    int start() {
        return start;
    }

    /// The first byte behind the segment; what lies before it has been checked to be there.
    int end() {
        return end;
    }

    /// The first byte behind the segment's length.
    int payload() {
        int at = start;
        while (bytes[at] == (byte) 0xFF) {
            at++;
        }
        return at + 3;
    }

    private int length(int at) {
        if (at + 2 > limit) {
            throw Refused.truncated();
        }
        int length = ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
        if (length < 2) {
            throw Refused.corrupt();
        }
        if (at + length > limit) {
            throw Refused.truncated();
        }
        return length;
    }

    /// The first byte behind the entropy-coded data that follows a scan's header.
    int endOfScan() {
        if (scanEnd != UNKNOWN) {
            return scanEnd;
        }
        // Nearly all of the data has no 0xFF; to look for it alone makes decoding 5 to 15 % faster.
        for (int at = end; ; at++) {
            at = Bytes.indexOf(bytes, (byte) 0xFF, at, limit - 1);
            if (at < 0) {
                throw Refused.truncated();
            }
            // Inside the data a 0xFF is followed by a stuffed zero, a restart marker or a fill byte.
            int next = bytes[at + 1] & 0xFF;
            if (next != 0 && next != 0xFF && !isRestart(next)) {
                scanEnd = at;
                return at;
            }
        }
    }

    private static boolean standsAlone(int marker) {
        return marker == EOI || marker == TEM || isRestart(marker);
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }
}
