package io.inferencegateway.pod.image;

import java.nio.FloatBuffer;

/// The last step before the model: 8-bit RGB to the planar floats of one picture in a batch,
/// `(x / 255 - mean) / std` in 32-bit floats in exactly this order, as torchvision's `ToTensor` and `Normalize` do.
public final class Normalize {
    private static final int CHANNELS = 3;

    private final float[][] table = new float[CHANNELS][256];

    /// @param mean per channel, of pixels between 0 and 1
    /// @param std per channel
    public Normalize(double[] mean, double[] std) {
        if (mean.length != CHANNELS || std.length != CHANNELS) {
            throw new IllegalArgumentException("mean and std need 3 values each");
        }
        for (int c = 0; c < CHANNELS; c++) {
            for (int value = 0; value < 256; value++) {
                table[c][value] = (value / 255f - (float) mean[c]) / (float) std[c];
            }
        }
    }

    /// Writes the picture's three planes (all red, all green, all blue; rows from the top) at place `slot` of a batch
    /// of pictures of this size. Position and limit of the buffer stay as they are.
    public void write(RgbImage image, FloatBuffer batch, int slot) {
        byte[] pixels = image.pixels();
        int plane = image.width() * image.height();
        for (int c = 0; c < CHANNELS; c++) {
            float[] values = table[c];
            int to = Math.multiplyExact(slot, CHANNELS * plane) + c * plane;
            for (int i = 0, from = c; i < plane; i++, from += CHANNELS) {
                batch.put(to + i, values[pixels[from] & 0xFF]);
            }
        }
    }
}
