package io.inferencegateway.pod.bench;

import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// `ModelInfer` over one connection, with messages that were framed beforehand and answers that stay bytes. It costs a
/// client as little as a request of HTTP/1.1 does; a library's client would take a third of what the server takes, on
/// the same cores.
final class GrpcCall implements Call {
    /// Of the header that each gRPC message has: not compressed, and its length.
    private static final int PREFIX = 5;

    private final List<byte[]> messages;
    private final Http2 connection;
    private final byte[] head;

    /// @param messages to take turns, each a `ModelInferRequest`
    GrpcCall(int port, List<byte[]> messages) throws IOException {
        this.messages = messages.stream().map(GrpcCall::prefixed).toList();
        this.connection = new Http2(port);
        this.head = head("127.0.0.1:" + port);
    }

    private static byte[] prefixed(byte[] message) {
        return ByteBuffer.allocate(PREFIX + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /// A block of header fields (RFC 7541): indices of its static table, and literals that are not indexed.
    private static byte[] head(String authority) {
        var block = new ByteArrayOutputStream();
        block.write(0x83); // :method: POST
        block.write(0x86); // :scheme: http
        block.write(0x04); // :path
        literal(block, "/" + GRPCInferenceServiceGrpc.getModelInferMethod().getFullMethodName());
        block.write(0x01); // :authority
        literal(block, authority);
        block.write(0x0F); // content-type, which is the 31st
        block.write(0x10);
        literal(block, "application/grpc");
        block.write(0x00);
        literal(block, "te");
        literal(block, "trailers");
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, String text) {
        block.write(text.length());
        block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// The message of an answer. One without a message is an error's, whose status would be in header fields.
    byte[] answer(int turn) throws IOException {
        byte[] answer = connection.exchange(head, messages.get(turn % messages.size()));
        if (answer.length < PREFIX || ByteBuffer.wrap(answer).getInt(1) != answer.length - PREFIX) {
            throw new IOException("the server answers with an error, not with a message");
        }
        return Arrays.copyOfRange(answer, PREFIX, answer.length);
    }

    @Override
    public void make(int turn) throws IOException {
        answer(turn);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
