package io.inferencegateway.pod.bench;

import io.inferencegateway.pod.grpc.Http2Frames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// `ModelInfer` over one connection, with messages that were framed beforehand and answers that stay bytes. It costs a
/// client as little as a request of HTTP/1.1 does; a library's client would take a third of what the server takes, on
/// the same cores.
final class GrpcCall implements Call {
    /// Of the header that each gRPC message has: not compressed, and its length.
    private static final int PREFIX = 5;

    private final List<Http2.Written> messages;
    private final Http2 connection;

    /// @param messages to take turns, each a `ModelInferRequest`
    GrpcCall(int port, List<byte[]> messages) throws IOException {
        byte[] head = Http2Frames.infer("127.0.0.1:" + port);
        this.messages = messages.stream()
                .map(message -> Http2.Written.of(head, prefixed(message)))
                .toList();
        this.connection = new Http2(port);
    }

    private static byte[] prefixed(byte[] message) {
        return ByteBuffer.allocate(PREFIX + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /// The message of an answer. One without a message is an error's, whose status would be in header fields.
    byte[] answer(int turn) throws IOException {
        byte[] answer = connection.exchange(messages.get(turn % messages.size()));
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
