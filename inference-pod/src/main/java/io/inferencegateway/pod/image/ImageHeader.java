package io.inferencegateway.pod.image;

/// What the first bytes of a picture promise, read without decoding and without reserving memory by its size: the
/// limits are checked here, before anything is spent on the picture.
///
/// @param components samples per pixel as stored: 1 for gray and palette, 2 gray and alpha, 3 colour, 4 CMYK or RGBA
/// @param bitDepth bits per sample as stored
public record ImageHeader(Format format, int width, int height, int components, int bitDepth) {
    /// 150 MB when decoded. Pillow warns at 89 million pixels and refuses at twice that.
    public static final long MAX_PIXELS = 50_000_000;

    /// libjpeg's `JPEG_MAX_DIMENSION`; one rule for both formats.
    public static final int MAX_SIDE = 65_500;

    /// The two formats a picture may come in.
    public enum Format {
        JPEG,
        PNG
    }

    /// Throws `BadRequest` for what is no picture, `TooLarge` for one above the limits.
    public static ImageHeader read(byte[] bytes, int offset, int length) {
        return read(bytes, offset, length, MAX_PIXELS);
    }

    static ImageHeader read(byte[] bytes, int offset, int length, long maxPixels) {
        var header = of(bytes, offset, offset + length);
        long pixels = (long) header.width * header.height;
        if (pixels < 1) {
            throw Refused.invalid("the image has no pixels");
        }
        if (pixels > maxPixels || header.width > MAX_SIDE || header.height > MAX_SIDE) {
            throw Refused.tooLarge("the image has %dx%d pixels; at most %d pixels and %d on a side are allowed"
                    .formatted(header.width, header.height, maxPixels, MAX_SIDE));
        }
        return header;
    }

    private static ImageHeader of(byte[] bytes, int start, int end) {
        if (JpegMarkers.startsAt(bytes, start, end)) {
            var frame = JpegFrame.first(bytes, start, end);
            return new ImageHeader(
                    Format.JPEG,
                    frame.width(),
                    frame.height(),
                    frame.components().size(),
                    frame.precision());
        }
        if (PngHeader.startsAt(bytes, start, end)) {
            var png = PngHeader.read(bytes, start, end);
            return new ImageHeader(Format.PNG, png.width(), png.height(), png.samples(), png.depth());
        }
        throw Refused.notAnImage();
    }
}
