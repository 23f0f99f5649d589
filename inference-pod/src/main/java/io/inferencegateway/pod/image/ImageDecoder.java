package io.inferencegateway.pod.image;

import io.inferencegateway.pod.predict.ProblemException;
import java.util.Optional;

/// The decode step: bytes of a JPEG or PNG to 8-bit RGB, equal bit for bit to Pillow's
/// `Image.open(file).convert("RGB")`. Alpha is dropped; orientation tags, colour profiles and gamma are not applied.
///
/// It is stricter than Pillow, never more lenient: files with damage that Pillow paints over (lost JPEG data, a PNG
/// checksum, a missing end) are refused, and so are 16-bit gray PNGs, of which Pillow makes a white picture.
///
/// Whatever the bytes hold, it returns a whole picture or throws a [ProblemException]. An instance belongs to one
/// thread.
public final class ImageDecoder {
    private final Reused memory = new Reused();
    private final JpegDecoder jpeg;
    private final long maxPixels;

    public ImageDecoder() {
        this(ImageHeader.MAX_PIXELS);
    }

    /// @param maxPixels a tighter limit, where memory is small: a decoded picture takes 3 bytes a pixel
    public ImageDecoder(long maxPixels) {
        this(maxPixels, TurboJpeg.installed());
    }

    ImageDecoder(long maxPixels, Optional<TurboJpeg> turbo) {
        if (maxPixels < 1 || maxPixels > ImageHeader.MAX_PIXELS) {
            throw new IllegalArgumentException("maxPixels is " + maxPixels);
        }
        this.maxPixels = maxPixels;
        this.jpeg = new JpegDecoder(turbo, memory);
    }

    /// What reads JPEGs here, for the log.
    public static String jpegBy() {
        return TurboJpeg.installed().isPresent() ? "libturbojpeg" : "jdk";
    }

    /// The picture is valid until the next one is decoded: its memory is used again.
    public RgbImage decode(byte[] bytes, int offset, int length) {
        var header = ImageHeader.read(bytes, offset, length, maxPixels);
        try {
            return switch (header.format()) {
                case JPEG -> jpeg.decode(bytes, offset, offset + length);
                case PNG -> PngDecoder.decode(bytes, offset, offset + length, memory);
            };
        } catch (ProblemException refused) {
            throw refused;
        } catch (OutOfMemoryError tooMuch) {
            // One array did not fit; nothing else was lost. Other pictures are decoded at the same time.
            throw Refused.tooLarge("the image has %dx%d pixels; there is no memory to decode it now"
                    .formatted(header.width(), header.height()));
        } catch (RuntimeException broken) {
            throw Refused.corrupt(); // the JDK's reader meets some broken files with unchecked exceptions
        }
    }
}
