package io.inferencegateway.pod.image;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// A whole PNG, every chunk checked against its CRC from the signature to `IEND`.
///
/// @param palette 256 colours, black where the file names fewer (as Pillow has it)
/// @param data the pieces of the compressed picture
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record PngFile(PngHeader header, byte[] palette, List<Piece> data) {
    private static final int PLTE = 0x504C5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454E44;

    /// Where in the file's bytes a piece lies.
    record Piece(int start, int length) {}

    PngFile {
        data = List.copyOf(data);
    }

    static PngFile read(byte[] bytes, int start, int end) {
        var header = PngHeader.read(bytes, start, end);
        var buffer = ByteBuffer.wrap(bytes);
        var palette = new byte[3 * 256];
        boolean coloured = header.colour() != PngHeader.PALETTE;
        var data = new ArrayList<Piece>();
        int last = 0;
        int at = start + 8;
        while (true) {
            if (end - at < 12) {
                throw Refused.truncated();
            }
            int length = buffer.getInt(at);
            int type = buffer.getInt(at + 4);
            if (length < 0) {
                throw Refused.corrupt();
            }
            if (length > end - at - 12) {
                throw Refused.truncated();
            }
            if ((int) crc(bytes, at + 4, length + 4) != buffer.getInt(at + 8 + length)) {
                throw Refused.corrupt();
            }
            switch (type) {
                case PLTE -> {
                    if (length % 3 != 0 || length > palette.length || !data.isEmpty()) {
                        throw Refused.corrupt();
                    }
                    System.arraycopy(bytes, at + 8, palette, 0, length);
                    coloured = true;
                }
                case IDAT -> {
                    if (!data.isEmpty() && last != IDAT) {
                        throw Refused.corrupt();
                    }
                    data.add(new Piece(at + 8, length));
                }
                case IEND -> {
                    if (data.isEmpty() || !coloured) {
                        throw Refused.corrupt();
                    }
                    return new PngFile(header, palette, data);
                }
                default -> {} // profiles, gamma, text, transparency: Pillow's RGB takes no notice of them
            }
            last = type;
            at += 12 + length;
        }
    }

    private static long crc(byte[] bytes, int start, int length) {
        var crc = new CRC32();
        crc.update(bytes, start, length);
        return crc.getValue();
    }
}
