package io.inferencegateway.pod.image;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates the compressed rows of a PNG one after the other and undoes their filters (PNG specification, section 9).
final class PngRows implements AutoCloseable {
    private final Inflater inflater = new Inflater();
    private final byte[] bytes;
    private final PngFile file;
    private final byte[] filter = new byte[1];
    private int piece;

    PngRows(byte[] bytes, PngFile file) {
        this.bytes = bytes;
        this.file = file;
    }

    /// @param step bytes per pixel, at least 1
    void next(byte[] row, byte[] above, int length, int step) {
        fill(filter, 1);
        fill(row, length);
        switch (filter[0]) {
            case 0 -> {}
            case 1 -> {
                for (int i = step; i < length; i++) {
                    row[i] += row[i - step];
                }
            }
            case 2 -> {
                for (int i = 0; i < length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 0; i < length; i++) {
                    int left = i < step ? 0 : row[i - step] & 0xFF;
                    row[i] += (byte) ((left + (above[i] & 0xFF)) >> 1);
                }
            }
            case 4 -> {
                for (int i = 0; i < length; i++) {
                    row[i] +=
                            i < step ? above[i] : paeth(row[i - step] & 0xFF, above[i] & 0xFF, above[i - step] & 0xFF);
                }
            }
            default -> throw Refused.corrupt();
        }
    }

    private static byte paeth(int left, int up, int corner) {
        int byLeft = Math.abs(up - corner);
        int byUp = Math.abs(left - corner);
        int byCorner = Math.abs(left + up - 2 * corner);
        if (byLeft <= byUp && byLeft <= byCorner) {
            return (byte) left;
        }
        return (byte) (byUp <= byCorner ? up : corner);
    }

    private void fill(byte[] to, int length) {
        try {
            for (int done = 0; done < length; ) {
                int count = inflater.inflate(to, done, length - done);
                done += count;
                if (count == 0) {
                    feed();
                }
            }
        } catch (DataFormatException broken) {
            throw Refused.corrupt();
        }
    }

    private void feed() {
        if (inflater.finished() || piece == file.data().size()) {
            throw Refused.truncated();
        }
        if (!inflater.needsInput()) {
            throw Refused.corrupt(); // asks for a preset dictionary, which PNG does not have
        }
        var next = file.data().get(piece++);
        inflater.setInput(bytes, next.start(), next.length());
    }

    @Override
    public void close() {
        inflater.end();
    }
}
