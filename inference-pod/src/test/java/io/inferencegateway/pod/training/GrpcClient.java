package io.inferencegateway.pod.training;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.grpc.wire.ModelMetadataRequest;
import io.inferencegateway.pod.grpc.wire.ModelMetadataResponse;
import java.util.concurrent.TimeUnit;

/// The Open Inference Protocol over gRPC, by the library's own client.
final class GrpcClient {
    private final ManagedChannel channel;
    private final String model;

    GrpcClient(int port, String model) {
        this.channel = OkHttpChannelBuilder.forAddress("127.0.0.1", port)
                .usePlaintext()
                .maxInboundMessageSize(16 << 20)
                .build();
        this.model = model;
    }

    ModelMetadataResponse metadata() {
        return stub().modelMetadata(
                        ModelMetadataRequest.newBuilder().setName(model).build());
    }

    /// Raw and typed contents.
    void infer(TensorRequests tensors) {
        var input = ModelInferRequest.InferInputTensor.newBuilder()
                .setName(tensors.input())
                .setDatatype("FP32")
                .addAllShape(tensors.shape());
        var stub = stub();
        stub.modelInfer(ModelInferRequest.newBuilder()
                .setModelName(model)
                .addInputs(input)
                .addRawInputContents(ByteString.copyFrom(tensors.raw()))
                .build());
        input.getContentsBuilder().addAllFp32Contents(tensors.values());
        stub.modelInfer(ModelInferRequest.newBuilder()
                .setModelName(model)
                .addInputs(input)
                .build());
    }

    void health() {
        HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .check(HealthCheckRequest.getDefaultInstance());
    }

    private GRPCInferenceServiceBlockingStub stub() {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(120, TimeUnit.SECONDS);
    }
}
