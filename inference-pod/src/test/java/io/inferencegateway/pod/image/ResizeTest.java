package io.inferencegateway.pod.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {
    /// The sizes are also in the fixtures by digest; here a mismatch names its first pixel.
    @ParameterizedTest
    @CsvSource({
        "1,1",
        "2,2",
        "3,1000",
        "1000,3",
        "61,47",
        "47,61",
        "224,224",
        "256,256",
        "256,300",
        "255,257",
        "451,300",
        "640,427",
        "1023,769",
        "256,65500"
    })
    void theCropIsCutOutOfTheWholePictureResizedTheSlowWay(int width, int height) {
        var image = noise(width, height);
        var resize = new Resize();
        for (int size : new int[] {256, 224, 257, 100}) {
            int crop = 224;
            int longer = (int) ((double) ((long) size * Math.max(width, height)) / Math.min(width, height));
            if (longer > 100_000) {
                continue;
            }
            int w = width <= height ? size : longer;
            int h = height <= width ? size : longer;
            var expected = Slow.crop(Slow.down(Slow.across(image, w), h), crop);
            assertSame(expected, resize.shortSideThenCrop(image, size, crop), "to " + size);
        }
    }

    @Test
    void anExtremelyNarrowPictureTakesNoMemoryForWhatTheCropThrowsAway() {
        var resized = new Resize().shortSideThenCrop(noise(1, 65_500), 256, 224); // 256 x 16,768,000 as a whole
        assertEquals(224, resized.height());
    }

    @Test
    void theSameInstanceGivesTheSameForManySizesInAnyOrder() {
        var resize = new Resize();
        for (int side = 1; side < 60; side++) {
            var image = noise(side, 61 - side);
            assertSame(
                    new Resize().shortSideThenCrop(image, 32, 24), resize.shortSideThenCrop(image, 32, 24), "" + side);
        }
    }

    @Test
    void theMiddleIsFoundWithPythonsRounding() {
        assertEquals(new Window(16, 240, 0), Window.centered(256, 224));
        assertEquals(new Window(0, 224, 0), Window.centered(225, 224)); // 0.5 goes to 0
        assertEquals(new Window(2, 226, 0), Window.centered(227, 224)); // 1.5 goes to 2
        assertEquals(new Window(2, 226, 0), Window.centered(229, 224)); // 2.5 goes to 2
        assertEquals(new Window(0, 221, 1), Window.centered(221, 224));
    }

    private static RgbImage noise(int width, int height) {
        var pixels = new byte[3 * width * height];
        new Random(31L * width + height).nextBytes(pixels);
        return new RgbImage(width, height, pixels);
    }

    private static void assertSame(RgbImage expected, RgbImage actual, String what) {
        for (int i = 0; i < expected.pixels().length; i++) {
            if (expected.pixels()[i] != actual.pixels()[i]) {
                int pixel = i / 3;
                fail("%s: first difference at x=%d y=%d channel %d: expected %d, was %d"
                        .formatted(
                                what,
                                pixel % expected.width(),
                                pixel / expected.width(),
                                i % 3,
                                expected.pixels()[i] & 0xFF,
                                actual.pixels()[i] & 0xFF));
            }
        }
        assertArrayEquals(expected.pixels(), actual.pixels());
    }

    /// Whole passes with doubles made per pixel, nothing shared with the code under test.
    private static final class Slow {
        static RgbImage across(RgbImage image, int width) {
            if (width == image.width()) {
                return image;
            }
            var out = new byte[3 * width * image.height()];
            for (int x = 0; x < width; x++) {
                var taps = new Taps(image.width(), width, x);
                for (int y = 0; y < image.height(); y++) {
                    for (int c = 0; c < 3; c++) {
                        int at = 3 * (y * image.width() + taps.low) + c;
                        out[3 * (y * width + x) + c] = taps.sum(image.pixels(), at, 3);
                    }
                }
            }
            return new RgbImage(width, image.height(), out);
        }

        static RgbImage down(RgbImage image, int height) {
            if (height == image.height()) {
                return image;
            }
            int stride = 3 * image.width();
            var out = new byte[stride * height];
            for (int y = 0; y < height; y++) {
                var taps = new Taps(image.height(), height, y);
                for (int i = 0; i < stride; i++) {
                    out[y * stride + i] = taps.sum(image.pixels(), taps.low * stride + i, stride);
                }
            }
            return new RgbImage(image.width(), height, out);
        }

        static RgbImage crop(RgbImage image, int crop) {
            int left = origin(image.width(), crop);
            int top = origin(image.height(), crop);
            var out = new byte[3 * crop * crop];
            for (int y = Math.max(0, -top); y < Math.min(crop, image.height() - top); y++) {
                for (int x = Math.max(0, -left); x < Math.min(crop, image.width() - left); x++) {
                    int from = 3 * ((top + y) * image.width() + left + x);
                    System.arraycopy(image.pixels(), from, out, 3 * (y * crop + x), 3);
                }
            }
            return new RgbImage(crop, crop, out);
        }

        private static int origin(int size, int crop) {
            return size < crop ? -((crop - size) / 2) : (int) Math.rint((size - crop) / 2.0);
        }
    }

    private static final class Taps {
        final int low;
        private final int[] weights;

        Taps(int in, int out, int at) {
            double scale = (double) in / out;
            double support = scale > 1 ? scale : 1;
            double center = (at + 0.5) * scale;
            double from = center - support + 0.5;
            low = from < 0 ? 0 : (int) from;
            int high = Math.min(in, (int) (center + support + 0.5));
            var exact = new double[high - low];
            double sum = 0;
            for (int i = 0; i < exact.length; i++) {
                double distance = (i + low - center + 0.5) * (1 / support);
                distance = distance < 0 ? -distance : distance;
                exact[i] = distance < 1 ? 1 - distance : 0;
                sum += exact[i];
            }
            weights = new int[exact.length];
            for (int i = 0; i < exact.length; i++) {
                weights[i] = (int) (0.5 + exact[i] / sum * 4194304);
            }
        }

        byte sum(byte[] values, int at, int stride) {
            int sum = 2097152;
            for (int i = 0; i < weights.length; i++) {
                sum += (values[at + i * stride] & 0xFF) * weights[i];
            }
            return (byte) Math.max(0, Math.min(255, sum >> 22));
        }
    }
}
