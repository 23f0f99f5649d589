package io.inferencegateway.pod.image;

import java.nio.ByteBuffer;

/// The header chunk (IHDR) of a PNG; read strictly, as every field decides how the rest is understood.
record PngHeader(int width, int height, int depth, int colour, boolean interlaced) {
    static final int GRAY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GRAY_ALPHA = 4;
    static final int RGBA = 6;
    static final int IHDR = 0x49484452;

    private static final long SIGNATURE = 0x89504E470D0A1A0AL;

    static boolean startsAt(byte[] bytes, int start, int end) {
        return end - start >= 8 && ByteBuffer.wrap(bytes).getLong(start) == SIGNATURE;
    }

    static PngHeader read(byte[] bytes, int start, int end) {
        if (end - start < 8 + 8 + 13) {
            throw Refused.truncated();
        }
        var chunk = ByteBuffer.wrap(bytes, start + 8, 21);
        if (chunk.getInt() != 13 || chunk.getInt() != IHDR) {
            throw Refused.corrupt();
        }
        int width = chunk.getInt();
        int height = chunk.getInt();
        int depth = chunk.get();
        int colour = chunk.get();
        int compression = chunk.get();
        int filter = chunk.get();
        int interlace = chunk.get();
        if (width < 0 || height < 0 || compression != 0 || filter != 0 || interlace < 0 || interlace > 1) {
            throw Refused.corrupt();
        }
        if (!legal(depth, colour)) {
            throw Refused.corrupt();
        }
        if (depth == 16 && colour == GRAY) {
            // Pillow clips these at 255, which leaves a white picture: no answer is better than that one.
            throw Refused.unsupported("a 16-bit gray PNG");
        }
        return new PngHeader(width, height, depth, colour, interlace == 1);
    }

    /// Samples per pixel.
    int samples() {
        return switch (colour) {
            case RGB -> 3;
            case GRAY_ALPHA -> 2;
            case RGBA -> 4;
            default -> 1;
        };
    }

    int rowBytes(int pixels) {
        return (int) (((long) pixels * samples() * depth + 7) / 8);
    }

    private static boolean legal(int depth, int colour) {
        return switch (colour) {
            case GRAY -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case PALETTE -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case RGB, GRAY_ALPHA, RGBA -> depth == 8 || depth == 16;
            default -> false;
        };
    }
}
