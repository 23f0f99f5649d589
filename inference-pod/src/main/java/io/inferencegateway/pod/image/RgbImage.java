package io.inferencegateway.pod.image;

/// A decoded picture.
///
/// @param width in pixels
/// @param height in pixels
/// @param pixels starts with `height` rows of `width` times red, green, blue, 8 bits each, and may be longer;
/// not copied, whoever made it owns it
@SuppressWarnings("ArrayRecordComponent") // pixels are handed on, never compared
public record RgbImage(int width, int height, byte[] pixels) {
    public RgbImage {
        if (width < 1 || height < 1 || pixels.length < 3L * width * height) {
            throw new IllegalArgumentException("%dx%d with %d bytes".formatted(width, height, pixels.length));
        }
    }
}
