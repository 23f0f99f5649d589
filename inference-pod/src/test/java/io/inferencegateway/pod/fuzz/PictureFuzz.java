package io.inferencegateway.pod.fuzz;

import io.inferencegateway.pod.image.ImageDecoder;
import io.inferencegateway.pod.image.Resize;
import io.inferencegateway.pod.image.RgbImage;
import io.inferencegateway.pod.predict.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;

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
        byte[] sound = withSoundChecksums(bytes);
        if (sound.length > 0) {
            try {
                check(DECODER.decode(sound, 0, sound.length));
            } catch (ProblemException refused) {
                // likewise
            }
        }
    }

    private static void check(RgbImage image) {
        if (image.pixels().length != 3L * image.width() * image.height()) {
            throw new IllegalStateException("not a whole picture");
        }
        var resized = RESIZE.shortSideThenCrop(image, 32, 24);
        if (resized.pixels().length != 3 * 24 * 24) {
            throw new IllegalStateException("not a whole crop");
        }
    }

    /// A PNG with its checksums put right, so that what is fuzzed gets past them; empty for anything else.
    private static byte[] withSoundChecksums(byte[] bytes) {
        if (bytes.length < 20 || bytes[0] != (byte) 0x89) {
            return new byte[0];
        }
        var buffer = ByteBuffer.wrap(bytes.clone());
        for (int at = 8; at + 12 <= bytes.length; ) {
            int length = buffer.getInt(at);
            if (length < 0 || length > bytes.length - at - 12) {
                break;
            }
            var crc = new CRC32();
            crc.update(bytes, at + 4, length + 4);
            buffer.putInt(at + 8 + length, (int) crc.getValue());
            at += 12 + length;
        }
        return buffer.array();
    }
}
