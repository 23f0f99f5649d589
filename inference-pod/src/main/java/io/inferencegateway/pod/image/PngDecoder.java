package io.inferencegateway.pod.image;

import java.util.Arrays;
import java.util.List;

/// PNG straight to RGB rows. Not by ImageIO: its reader checks no CRC, inflates text and profiles nobody asked for,
/// converts gray through a colour space, and holds the picture twice.
final class PngDecoder {
    /// Deflate makes at most 1032 bytes of one (RFC 1951: a match of 258 bytes in two bits).
    private static final long MAX_RATIO = 1032;

    /// One of the seven reduced pictures of an interlaced file; a plain file is one pass over every pixel.
    private record Pass(int x, int y, int stepX, int stepY) {}

    private static final List<Pass> PLAIN = List.of(new Pass(0, 0, 1, 1));
    private static final List<Pass> ADAM7 = List.of(
            new Pass(0, 0, 8, 8),
            new Pass(4, 0, 8, 8),
            new Pass(0, 4, 4, 8),
            new Pass(2, 0, 4, 4),
            new Pass(0, 2, 2, 4),
            new Pass(1, 0, 2, 2),
            new Pass(0, 1, 1, 2));

    private PngDecoder() {}

    static RgbImage decode(byte[] bytes, int start, int end, Reused memory) {
        var file = PngFile.read(bytes, start, end);
        var header = file.header();
        long compressed = file.data().stream().mapToLong(PngFile.Piece::length).sum();
        if ((long) header.rowBytes(header.width()) * header.height() > MAX_RATIO * compressed) {
            throw Refused.truncated(); // before memory is reserved for what cannot come
        }
        int width = header.width();
        var rgb = memory.array(3 * width * header.height());
        int step = Math.max(1, header.rowBytes(1));
        var row = new byte[header.rowBytes(width)];
        var above = new byte[row.length];
        try (var rows = new PngRows(bytes, file)) {
            for (var pass : header.interlaced() ? ADAM7 : PLAIN) {
                int pixels = Math.ceilDiv(width - pass.x, pass.stepX);
                if (pixels < 1) {
                    continue;
                }
                int length = header.rowBytes(pixels);
                Arrays.fill(above, (byte) 0);
                for (int y = pass.y; y < header.height(); y += pass.stepY) {
                    rows.next(row, above, length, step);
                    toRgb(file, row, pixels, rgb, 3 * (y * width + pass.x), 3 * pass.stepX);
                    var swap = above;
                    above = row;
                    row = swap;
                }
            }
        }
        return new RgbImage(width, header.height(), rgb);
    }

    private static void toRgb(PngFile file, byte[] row, int pixels, byte[] rgb, int at, int step) {
        int depth = file.header().depth();
        int samples = file.header().samples();
        switch (file.header().colour()) {
            case PngHeader.PALETTE -> {
                for (int i = 0, to = at; i < pixels; i++, to += step) {
                    System.arraycopy(file.palette(), 3 * sample(row, i, depth), rgb, to, 3);
                }
            }
            case PngHeader.GRAY, PngHeader.GRAY_ALPHA -> {
                int scale = depth < 8 ? 255 / ((1 << depth) - 1) : 1;
                for (int i = 0, to = at; i < pixels; i++, to += step) {
                    rgb[to] = rgb[to + 1] = rgb[to + 2] = (byte) (scale * sample(row, samples * i, depth));
                }
            }
            default -> {
                for (int i = 0, to = at; i < pixels; i++, to += step) {
                    for (int c = 0; c < 3; c++) {
                        rgb[to + c] = (byte) sample(row, samples * i + c, depth);
                    }
                }
            }
        }
    }

    /// The sample as stored, of 16 bits the upper 8 (as Pillow does).
    private static int sample(byte[] row, int index, int depth) {
        if (depth >= 8) {
            return row[depth / 8 * index] & 0xFF;
        }
        int bit = index * depth;
        return (row[bit >> 3] >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
}
