package io.inferencegateway.pod.image;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/// Puts the checksums of a damaged PNG right, so that the damage gets as far as zlib and the filters.
public final class PngChecksums {
    private PngChecksums() {}

    public static boolean isPng(byte[] bytes) {
        return bytes.length >= 20 && bytes[0] == (byte) 0x89;
    }

    /// @return a copy; what is no PNG is left as it is
    public static byte[] repaired(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes.clone());
        for (int at = 8; isPng(bytes) && at + 12 <= bytes.length; ) {
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
