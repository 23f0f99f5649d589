package io.inferencegateway.pod.grpc;

import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What clients of HTTP/2 (RFC 9113) write that have no library: the fuzzer's, and that of the benchmark.
public final class Http2Frames {
    public static final int HEAD = 9;

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int SETTINGS = 4;

    public static final int END_STREAM = 0x1;
    public static final int END_HEADERS = 0x4;

    private Http2Frames() {}

    /// What a connection begins with.
    public static byte[] preface() {
        return ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    }

    /// Writes the head of a frame whose content follows.
    public static ByteBuffer head(ByteBuffer to, int length, int type, int flags, int stream) {
        return to.putInt(length << Byte.SIZE | type).put((byte) flags).putInt(stream);
    }

    /// Writes another stream's number into the head of a frame.
    public static void stream(ByteBuffer frames, int head, int stream) {
        frames.putInt(head + HEAD - Integer.BYTES, stream);
    }

    public static byte[] frame(int type, int flags, int stream, byte[] content) {
        return head(ByteBuffer.allocate(HEAD + content.length), content.length, type, flags, stream)
                .put(content)
                .array();
    }

    /// The header fields of `ModelInfer`, each as a literal that is not indexed (RFC 7541, section 6.2.2).
    public static byte[] infer(String authority) {
        var block = new ByteArrayOutputStream();
        field(block, ":method", "POST");
        field(block, ":scheme", "http");
        field(
                block,
                ":path",
                "/" + GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName());
        field(block, ":authority", authority);
        field(block, "content-type", "application/grpc");
        field(block, "te", "trailers");
        return block.toByteArray();
    }

    private static void field(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (var text : new String[] {name, value}) {
            block.write(text.length());
            block.writeBytes(ascii(text));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
