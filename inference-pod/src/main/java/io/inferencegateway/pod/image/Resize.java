package io.inferencegateway.pod.image;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The resize step: torchvision's `Resize(resize)` and `CenterCrop(crop)` on a Pillow picture, bit for bit, computing
/// only what the crop keeps. An instance belongs to one thread: it keeps its buffers and the weights of recent sizes.
public final class Resize {
    private static final int CACHED_SIZES = 16;
    private static final int HALF = 1 << (Weights.PRECISION - 1);
    private static final long BOTH_HALVES = HALF | (long) HALF << Integer.SIZE;

    /// With methods of its own: those of a record are made when they are first called, which takes ten milliseconds of
    /// the pod's first prediction.
    private record Key(int in, int out, int from, int to) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && in == key.in && out == key.out && from == key.from && to == key.to;
        }

        @Override
        public int hashCode() {
            return ((in * 31 + out) * 31 + from) * 31 + to;
        }
    }

    /// Oldest use first; the eldest goes when a new one comes.
    private final Map<Key, Weights> recent = new LinkedHashMap<>(CACHED_SIZES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Weights> eldest) {
            return size() > CACHED_SIZES;
        }
    };

    private int[] rows = {};
    private int[] sums = {};
    /// Two input rows, of which each place has a pair of samples: red and blue of the first row, red and blue of the
    /// second, green of both.
    private long[] firstRow = {};
    private long[] secondRow = {};
    private long[] greens = {};
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

    /// Across first, rounded to 8 bits, then down, as Pillow does; each input row is done once, together with the next,
    /// and kept only while a row below needs it. Pillow skips a direction whose size does not change; its weights
    /// are then 1 and 0, which
    /// changes nothing.
    private void resample(RgbImage image, Weights across, Weights down, byte[] out, int start, int stride) {
        int length = 3 * across.first().length;
        int kept = down.taps() + 1;
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
            for (done = Math.max(done, first); done < end; done += 2) {
                unpack(image, done, across);
                across(across, done % kept * length, (done + 1) % kept * length);
            }
            Arrays.fill(sums, 0, length, HALF);
            for (int source = first; source < end; source++) {
                add(rows, source % kept * length, down.fixed()[y * down.taps() + source - first], sums, length);
            }
            finish(sums, out, start + y * stride, length);
        }
    }

    /// Lays out the samples of two rows that any output pixel needs; below the last row comes the last row again.
    private void unpack(RgbImage image, int row, Weights weights) {
        int from = weights.first()[0];
        int last = weights.first().length - 1;
        int width = weights.first()[last] + weights.count()[last] - from;
        if (firstRow.length < width) {
            firstRow = new long[width];
            secondRow = new long[width];
            greens = new long[width];
        }
        byte[] pixels = image.pixels();
        int one = 3 * (row * image.width() + from);
        int other = 3 * (Math.min(row + 1, image.height() - 1) * image.width() + from);
        for (int x = 0; x < width; x++, one += 3, other += 3) {
            firstRow[x] = pair(pixels[one], pixels[one + 2]);
            secondRow[x] = pair(pixels[other], pixels[other + 2]);
            greens[x] = pair(pixels[one + 1], pixels[other + 1]);
        }
    }

    private static long pair(byte low, byte high) {
        return low & 0xFF | (high & 0xFFL) << Integer.SIZE;
    }

    /// Two sums in a long, which do not meet: no weight is negative, and a sum stays below 2^31. With the rows
    /// in pairs that is half of the multiplications. The first of an output pixel's two to five taps is outside
    /// the loop, where it needs no sum before it. For 640x427 pixels the whole step takes 0.57 ms instead of
    /// 0.80 with these and without clamping.
    private void across(Weights weights, int at, int atSecond) {
        int[] fixed = weights.fixed();
        int from = weights.first()[0];
        for (int x = 0; x < weights.first().length; x++, at += 3, atSecond += 3) {
            int source = weights.first()[x] - from;
            int tap = x * weights.taps();
            long weight = fixed[tap];
            long first = BOTH_HALVES + firstRow[source] * weight;
            long second = BOTH_HALVES + secondRow[source] * weight;
            long green = BOTH_HALVES + greens[source] * weight;
            for (int end = tap + weights.count()[x]; ++tap < end; ) {
                source++;
                weight = fixed[tap];
                first += firstRow[source] * weight;
                second += secondRow[source] * weight;
                green += greens[source] * weight;
            }
            rows[at] = rounded((int) first);
            rows[at + 1] = rounded((int) green);
            rows[at + 2] = rounded((int) (first >>> Integer.SIZE));
            rows[atSecond] = rounded((int) second);
            rows[atSecond + 1] = rounded((int) (green >>> Integer.SIZE));
            rows[atSecond + 2] = rounded((int) (second >>> Integer.SIZE));
        }
    }

    /// Whole rows of ints times one weight: the shape the JIT compiler turns into vector instructions.
    private static void add(int[] rows, int at, int weight, int[] sums, int length) {
        for (int i = 0; i < length; i++) {
            sums[i] += rows[at + i] * weight;
        }
    }

    /// As a loop of `resample` it would have that method compiled as a whole while it runs: a tenth of a second of the
    /// pod's start, for a loop of a few instructions.
    private static void finish(int[] sums, byte[] out, int at, int length) {
        for (int i = 0; i < length; i++) {
            out[at + i] = (byte) rounded(sums[i]);
        }
    }

    /// Between 0 and 255 without clamping: weights are not negative, and rounded they are 2^22 in sum but for
    /// some units, of which it would take 8000.
    private static int rounded(int sum) {
        return sum >> Weights.PRECISION;
    }

    private Weights weights(int in, int out, Window window) {
        return recent.computeIfAbsent(
                new Key(in, out, window.from(), window.to()), key -> Weights.of(key.in, key.out, key.from, key.to));
    }
}
