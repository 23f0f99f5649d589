package io.inferencegateway.pod.image;

import java.util.List;

/// What the samples of a JPEG mean, and how they become RGB: libjpeg's rules for files, its integer tables for
/// YCbCr, and Pillow's reading of CMYK (stored inverted, as Adobe does, and converted without a profile).
enum JpegColour {
    GRAY,
    YCC,
    RGB,
    CMYK,
    YCCK;

    static final int NO_ADOBE = -1;

    private static final int[] RED_OF_CR = new int[256];
    private static final int[] GREEN_OF_CR = new int[256];
    private static final int[] GREEN_OF_CB = new int[256];
    private static final int[] BLUE_OF_CB = new int[256];

    static {
        // ITU-R BT.601 in 16-bit fixed point, rounded to nearest.
        for (int i = 0; i < 256; i++) {
            int x = i - 128;
            RED_OF_CR[i] = (fixed(1.40200) * x + 32768) >> 16;
            GREEN_OF_CR[i] = -fixed(0.71414) * x;
            GREEN_OF_CB[i] = -fixed(0.34414) * x + 32768;
            BLUE_OF_CB[i] = (fixed(1.77200) * x + 32768) >> 16;
        }
    }

    /// @param adobe the transform of the Adobe segment, or `NO_ADOBE`
    static JpegColour of(List<Integer> ids, boolean jfif, int adobe) {
        if (ids.size() == 1) {
            return GRAY;
        }
        if (ids.size() == 4) {
            return adobe == NO_ADOBE || adobe == 0 ? CMYK : YCCK;
        }
        if (jfif) {
            return YCC;
        }
        if (adobe != NO_ADOBE) {
            return adobe == 0 ? RGB : YCC;
        }
        return ids.equals(List.of((int) 'R', (int) 'G', (int) 'B')) ? RGB : YCC;
    }

    /// Whether libturbojpeg makes the same RGB of it: all but inks, which it leaves as they are.
    boolean turboKnows() {
        return this == GRAY || this == YCC || this == RGB;
    }

    /// Interleaved samples to interleaved RGB; pictures of three components are converted in place.
    byte[] toRgb(byte[] samples) {
        return switch (this) {
            case GRAY -> ofGray(samples);
            case YCC -> ofYcc(samples, 3);
            case RGB -> samples;
            case CMYK -> ofInk(inverted(samples));
            case YCCK -> ofInk(ofYcc(samples, 4));
        };
    }

    private static byte[] ofGray(byte[] samples) {
        var rgb = new byte[3 * samples.length];
        for (int i = 0, to = 0; i < samples.length; i++, to += 3) {
            rgb[to] = rgb[to + 1] = rgb[to + 2] = samples[i];
        }
        return rgb;
    }

    private static byte[] ofYcc(byte[] samples, int step) {
        for (int i = 0; i < samples.length; i += step) {
            int y = samples[i] & 0xFF;
            int cb = samples[i + 1] & 0xFF;
            int cr = samples[i + 2] & 0xFF;
            samples[i] = clamp(y + RED_OF_CR[cr]);
            samples[i + 1] = clamp(y + ((GREEN_OF_CB[cb] + GREEN_OF_CR[cr]) >> 16));
            samples[i + 2] = clamp(y + BLUE_OF_CB[cb]);
        }
        return samples;
    }

    private static byte[] inverted(byte[] samples) {
        for (int i = 0; i < samples.length; i++) {
            if ((i & 3) != 3) {
                samples[i] = (byte) ~samples[i];
            }
        }
        return samples;
    }

    /// Cyan, magenta, yellow as ink, then what black ink leaves of the light.
    private static byte[] ofInk(byte[] samples) {
        var rgb = new byte[samples.length / 4 * 3];
        for (int i = 0, to = 0; i < samples.length; i += 4) {
            int light = samples[i + 3] & 0xFF;
            for (int c = 0; c < 3; c++) {
                int product = (samples[i + c] & 0xFF) * light + 128;
                rgb[to++] = clamp(light - (((product >> 8) + product) >> 8));
            }
        }
        return rgb;
    }

    private static int fixed(double factor) {
        return (int) (factor * 65536 + 0.5);
    }

    private static byte clamp(int value) {
        return (byte) (value < 0 ? 0 : Math.min(value, 255));
    }
}
