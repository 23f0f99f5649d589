package io.inferencegateway.pod.image;

/// Chroma with half the rows (4:4:0, what a lossless rotation makes of 4:2:2): libjpeg 6b repeats each row,
/// libjpeg-turbo weighs it 3:1 with its neighbour. The repeated rows hold all that is needed to do the same.
final class JpegRows {
    private JpegRows() {}

    static void interpolate(byte[] samples, int channel, int channels, int width, int height) {
        int stride = width * channels;
        var above = new int[width]; // the row before, as it was stored
        for (int y = 0; y < height; y += 2) {
            int upper = y * stride + channel;
            int lower = y + 1 < height ? upper + stride : -1;
            int below = y + 2 < height ? upper + 2 * stride : upper;
            for (int x = 0; x < width; x++) {
                int at = x * channels;
                int here = samples[upper + at] & 0xFF;
                int next = samples[below + at] & 0xFF;
                samples[upper + at] = (byte) ((3 * here + (y == 0 ? here : above[x]) + 1) >> 2);
                if (lower >= 0) {
                    samples[lower + at] = (byte) ((3 * here + next + 2) >> 2);
                }
                above[x] = here;
            }
        }
    }
}
