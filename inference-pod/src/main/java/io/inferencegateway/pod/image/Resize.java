package io.inferencegateway.pod.image;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The resize step: torchvision's `Resize(resize)` and `CenterCrop(crop)` on a Pillow picture, bit for bit, computing
/// only what the crop keeps. An instance belongs to one thread: it keeps its buffers and the weights of recent sizes.
public final class Resize {
    private static final int CACHED_SIZES = 16;
    private static final int HALF = 1 << (Weights.PRECISION - 1);

    private record Key(int in, int out, int from, int to) {}

    /// Oldest use first; the eldest goes when a new one comes.
    private final Map<Key, Weights> recent = new LinkedHashMap<>(CACHED_SIZES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Weights> eldest) {
            return size() > CACHED_SIZES;
        }
    };

    private int[] rows = {};
    private int[] sums = {};
    private byte[] out = {};

    /// Bilinear with antialiasing to `resize` on the short side, then the `crop` x `crop` pixels in the middle; what a
    /// smaller picture leaves of them stays black. Valid until the next call, which works in the same memory.
    public RgbImage shortSideThenCrop(RgbImage image, int resize, int crop) {
        int width = image.width() <= image.height() ? resize : longSide(resize, image.width(), image.height());
        int height = image.height() <= image.width() ? resize : longSide(resize, image.height(), image.width());
        var across = Window.centered(width, crop);
        var down = Window.centered(height, crop);
        if (out.length == 3 * crop * crop) {
            Arrays.fill(out, (byte) 0);
        } else {
            out = new byte[3 * crop * crop];
        }
        resample(
                image,
                weights(image.width(), width, across),
                weights(image.height(), height, down),
                out,
                3 * (down.margin() * crop + across.margin()),
                3 * crop);
        return new RgbImage(crop, crop, out);
    }

    /// torchvision truncates: `int(size * long / short)`.
    private static int longSide(int resize, int longer, int shorter) {
        return (int) ((double) ((long) resize * longer) / shorter);
    }

    /// Across first, rounded to 8 bits, then down, as Pillow does; each input row is done once and kept only while a
    /// row below needs it. Pillow skips a direction whose size does not change; its weights are then 1 and 0, which
    /// changes nothing.
    private void resample(RgbImage image, Weights across, Weights down, byte[] out, int start, int stride) {
        int length = 3 * across.first().length;
        int kept = down.taps();
        if (rows.length < kept * length) {
            rows = new int[kept * length];
        }
        if (sums.length < length) {
            sums = new int[length];
        }
        int done = 0;
        for (int y = 0; y < down.first().length; y++) {
            int first = down.first()[y];
            int end = first + down.count()[y];
            for (done = Math.max(done, first); done < end; done++) {
                across(image, done, across, rows, done % kept * length);
            }
            Arrays.fill(sums, 0, length, HALF);
            for (int source = first; source < end; source++) {
                add(rows, source % kept * length, down.fixed()[y * kept + source - first], sums, length);
            }
            for (int i = 0, to = start + y * stride; i < length; i++, to++) {
                out[to] = (byte) clamp(sums[i]);
            }
        }
    }

    /// The first of an output pixel's two to five taps is outside the loop, where it needs no sum before it: an
    /// eighth of the whole step's time.
    private static void across(RgbImage image, int y, Weights weights, int[] to, int at) {
        byte[] pixels = image.pixels();
        int[] fixed = weights.fixed();
        int start = 3 * y * image.width();
        for (int x = 0; x < weights.first().length; x++) {
            int from = start + 3 * weights.first()[x];
            int tap = x * weights.taps();
            int weight = fixed[tap];
            int red = HALF + (pixels[from] & 0xFF) * weight;
            int green = HALF + (pixels[from + 1] & 0xFF) * weight;
            int blue = HALF + (pixels[from + 2] & 0xFF) * weight;
            for (int end = tap + weights.count()[x]; ++tap < end; ) {
                from += 3;
                weight = fixed[tap];
                red += (pixels[from] & 0xFF) * weight;
                green += (pixels[from + 1] & 0xFF) * weight;
                blue += (pixels[from + 2] & 0xFF) * weight;
            }
            to[at++] = clamp(red);
            to[at++] = clamp(green);
            to[at++] = clamp(blue);
        }
    }

    /// Whole rows of ints times one weight: the shape the JIT compiler turns into vector instructions.
    private static void add(int[] rows, int at, int weight, int[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += rows[at + i] * weight;
        }
    }

    private static int clamp(int sum) {
        return Math.clamp(sum >> Weights.PRECISION, 0, 255);
    }

    private Weights weights(int in, int out, Window window) {
        return recent.computeIfAbsent(
                new Key(in, out, window.from(), window.to()), key -> Weights.of(key.in, key.out, key.from, key.to));
    }
}
