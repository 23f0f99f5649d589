package io.inferencegateway.pod.bench;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// `ModelInfer` over one connection, with messages that were written beforehand and answers that stay bytes.
final class GrpcCall implements Call {
    private static final int LARGEST = 64 << 20;

    private static final MethodDescriptor.Marshaller<byte[]> BYTES = new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    };

    private static final MethodDescriptor<byte[], byte[]> INFER =
            GRPCInferenceServiceGrpc.getModelInferMethod().toBuilder(BYTES, BYTES)
                    .build();

    private final List<byte[]> messages;
    private final ManagedChannel channel;

    GrpcCall(int port, List<byte[]> messages) {
        this.messages = messages;
        this.channel = OkHttpChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(LARGEST)
                .build();
    }

    byte[] answer(int turn) {
        return ClientCalls.blockingUnaryCall(channel, INFER, CallOptions.DEFAULT, messages.get(turn % messages.size()));
    }

    @Override
    public void make(int turn) {
        answer(turn);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
