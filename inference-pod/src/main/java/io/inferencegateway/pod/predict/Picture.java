package io.inferencegateway.pod.predict;

/// An encoded picture inside a request body: no copy is made of it.
///
/// @param bytes the whole body
/// @param offset where the picture starts
/// @param length bytes of the picture
public record Picture(byte[] bytes, int offset, int length) {
    public static Picture of(byte[] bytes) {
        return new Picture(bytes, 0, bytes.length);
    }
}
