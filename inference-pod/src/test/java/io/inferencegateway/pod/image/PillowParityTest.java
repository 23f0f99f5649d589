package io.inferencegateway.pod.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every picture of the fixtures and every sample, decoded and resized, against the digests of Pillow's result.
@ParameterizedClass
@EnumSource(JpegBy.class)
class PillowParityTest {
    private static final Resize RESIZE = new Resize();
    private final ImageDecoder decoder;

    PillowParityTest(JpegBy jpeg) {
        decoder = jpeg.decoder();
    }

    static List<Fixtures.Expected> expected() {
        return Fixtures.all();
    }

    @ParameterizedTest
    @MethodSource("expected")
    void decodesAndResizesAsPillowDoes(Fixtures.Expected expected) {
        // Not from the first byte of the array on: offsets must be honoured.
        var bytes = Fixtures.bytes(expected.file());
        var shifted = new byte[bytes.length + 11];
        System.arraycopy(bytes, 0, shifted, 7, bytes.length);

        var image = decoder.decode(shifted, 7, bytes.length);

        assertEquals(expected.width() + "x" + expected.height(), image.width() + "x" + image.height());
        assertEquals(expected.decoded(), Fixtures.sha(image), "decoded");
        var resized = RESIZE.shortSideThenCrop(image, expected.resize(), expected.crop());
        assertEquals(expected.crop() + "x" + expected.crop(), resized.width() + "x" + resized.height());
        assertEquals(expected.resized(), Fixtures.sha(resized), "resized");
    }

    static List<String[]> normalized() {
        return Fixtures.lines("normalize.csv").toList();
    }

    @ParameterizedTest
    @MethodSource("normalized")
    void normalizesAsTorchvisionDoes(String mean, String std, String digest) {
        var levels = new byte[3 * 256];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) (i / 3);
        }
        double m = Double.parseDouble(mean);
        double s = Double.parseDouble(std);
        var batch = ByteBuffer.allocateDirect(2 * 3 * 256 * 4).order(ByteOrder.LITTLE_ENDIAN);

        new Normalize(new double[] {m, m, m}, new double[] {s, s, s})
                .write(new RgbImage(256, 1, levels), batch.asFloatBuffer(), 1);

        var plane = new byte[256 * 4];
        for (int channel = 0; channel < 3; channel++) {
            batch.get((3 + channel) * plane.length, plane);
            assertEquals(digest, Fixtures.sha(plane), "channel " + channel);
        }
    }
}
