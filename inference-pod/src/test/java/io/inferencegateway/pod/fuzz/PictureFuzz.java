package io.inferencegateway.pod.fuzz;

import io.inferencegateway.pod.image.ImageDecoder;
import io.inferencegateway.pod.image.PngChecksums;
import io.inferencegateway.pod.image.Resize;
import io.inferencegateway.pod.image.RgbImage;
import io.inferencegateway.pod.predict.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Any bytes are a whole picture, resized like any other, or a problem.
public final class PictureFuzz {
    private static final long MAX_PIXELS = 4_000_000;
    private static final ImageDecoder DECODER = new ImageDecoder(MAX_PIXELS);
    private static final Resize RESIZE = new Resize();

    private PictureFuzz() {}

    /// Loads and instruments the readers outside the time that an input may take: on a busy machine that is seconds.
    public static void fuzzerInitialize() throws IOException {
        for (var file : List.of("jpeg/jpeg-420-1x1.jpg", "png/png-4bit-colour3-plain-29x23.png")) {
            fuzzerTestOneInput(Files.readAllBytes(Path.of("inference-pod/src/test/fuzz", file)));
        }
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            check(DECODER.decode(bytes, 0, bytes.length));
        } catch (ProblemException refused) {
            // one of the two right ways to end
        }
        byte[] sound = PngChecksums.isPng(bytes) ? PngChecksums.repaired(bytes) : new byte[0];
        if (sound.length > 0) {
            try {
                check(DECODER.decode(sound, 0, sound.length));
            } catch (ProblemException refused) {
                // likewise
            }
        }
    }

    private static void check(RgbImage image) {
        if (image.pixels().length < 3L * image.width() * image.height()) {
            throw new IllegalStateException("not a whole picture");
        }
        var resized = RESIZE.shortSideThenCrop(image, 32, 24);
        if (resized.pixels().length != 3 * 24 * 24) {
            throw new IllegalStateException("not a whole crop");
        }
    }
}
