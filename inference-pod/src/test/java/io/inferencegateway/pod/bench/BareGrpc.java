package io.inferencegateway.pod.bench;

import com.google.protobuf.ByteString;
import io.grpc.InsecureServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.grpc.wire.ModelInferResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/// The least that answering by the pod's gRPC library costs: its server as it is, one method, a raw tensor in and the
/// model's out, a run for each core. What lies between this and [BareServer] is the library's.
final class BareGrpc extends GRPCInferenceServiceImplBase {
    private static final int WINDOW_BYTES = 2 << 20;

    private final BareRuns runs;

    private BareGrpc(BareRuns runs) {
        this.runs = runs;
    }

    /// Serves until the process ends.
    static void start(BareRuns runs, int port) throws IOException {
        OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                        InsecureServerCredentials.create())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .flowControlWindow(WINDOW_BYTES)
                .addService(new BareGrpc(runs))
                .build()
                .start();
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        byte[] answer = runs.run(request.getRawInputContents(0).asReadOnlyByteBuffer());
        observer.onNext(ModelInferResponse.newBuilder()
                .addRawOutputContents(ByteString.copyFrom(answer))
                .build());
        observer.onCompleted();
    }
}
