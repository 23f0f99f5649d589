package io.inferencegateway.pod.grpc;

import io.grpc.stub.StreamObserver;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import io.inferencegateway.pod.grpc.wire.ModelConfigRequest;
import io.inferencegateway.pod.grpc.wire.ModelConfigResponse;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.grpc.wire.ModelInferResponse;
import io.inferencegateway.pod.grpc.wire.ModelMetadataRequest;
import io.inferencegateway.pod.grpc.wire.ModelMetadataResponse;
import io.inferencegateway.pod.grpc.wire.ModelReadyRequest;
import io.inferencegateway.pod.grpc.wire.ModelReadyResponse;
import io.inferencegateway.pod.grpc.wire.ModelStatisticsRequest;
import io.inferencegateway.pod.grpc.wire.ModelStatisticsResponse;
import io.inferencegateway.pod.grpc.wire.RepositoryIndexRequest;
import io.inferencegateway.pod.grpc.wire.RepositoryIndexResponse;
import io.inferencegateway.pod.grpc.wire.ServerLiveRequest;
import io.inferencegateway.pod.grpc.wire.ServerLiveResponse;
import io.inferencegateway.pod.grpc.wire.ServerMetadataRequest;
import io.inferencegateway.pod.grpc.wire.ServerMetadataResponse;
import io.inferencegateway.pod.grpc.wire.ServerReadyRequest;
import io.inferencegateway.pod.grpc.wire.ServerReadyResponse;
import io.inferencegateway.pod.lifecycle.Readiness;
import io.inferencegateway.pod.lifecycle.Serving;
import io.inferencegateway.pod.oip.Descriptions;
import io.inferencegateway.pod.oip.View;
import io.inferencegateway.pod.predict.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The protocol's methods: what the server and its model are, and inference.
final class InferenceService extends GRPCInferenceServiceImplBase {
    private final String name;
    private final String version;
    private final Readiness readiness;
    private final InferCalls infer;

    InferenceService(String name, String version, Readiness readiness, InferCalls infer) {
        this.name = name;
        this.version = version;
        this.readiness = readiness;
        this.infer = infer;
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        infer.answer(request, observer);
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> observer) {
        answer(observer, () -> ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> observer) {
        answer(
                observer,
                () -> ServerReadyResponse.newBuilder().setReady(ready()).build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> observer) {
        answer(observer, () -> {
            readiness.serving().ifPresent(_ -> view(request.getName(), request.getVersion()));
            return ModelReadyResponse.newBuilder().setReady(ready()).build();
        });
    }

    @Override
    public void serverMetadata(ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> observer) {
        answer(observer, () -> ServerMetadataResponse.newBuilder()
                .setName(name)
                .setVersion(version)
                .addAllExtensions(Descriptions.EXTENSIONS)
                .build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> observer) {
        answer(observer, () -> Told.model(view(request.getName(), request.getVersion())));
    }

    @Override
    public void modelConfig(ModelConfigRequest request, StreamObserver<ModelConfigResponse> observer) {
        answer(observer, () -> ModelConfigResponse.newBuilder()
                .setConfig(Told.configuration(view(request.getName(), request.getVersion())))
                .build());
    }

    @Override
    public void modelStatistics(ModelStatisticsRequest request, StreamObserver<ModelStatisticsResponse> observer) {
        answer(observer, () -> {
            var ready = Serving.ready(readiness);
            var views = request.getName().isEmpty()
                    ? View.of(ready.model())
                    : List.of(view(request.getName(), request.getVersion()));
            var message = ModelStatisticsResponse.newBuilder();
            views.forEach(view ->
                    message.addModelStats(Told.statistics(view, ready.metrics().statistics())));
            return message.build();
        });
    }

    @Override
    public void repositoryIndex(RepositoryIndexRequest request, StreamObserver<RepositoryIndexResponse> observer) {
        answer(observer, () -> {
            var message = RepositoryIndexResponse.newBuilder();
            readiness.serving().stream()
                    .flatMap(ready -> View.of(ready.model()).stream())
                    .forEach(view -> message.addModels(RepositoryIndexResponse.ModelIndex.newBuilder()
                            .setName(view.name())
                            .setVersion(view.model().version())
                            .setState("READY")));
            return message.build();
        });
    }

    private boolean ready() {
        return readiness.state() instanceof Readiness.State.Ready;
    }

    private View view(String model, String wanted) {
        return View.find(Serving.ready(readiness).model(), model, Optional.of(wanted));
    }

    private static <A> void answer(StreamObserver<A> observer, Supplier<A> message) {
        try {
            observer.onNext(message.get());
            observer.onCompleted();
        } catch (ProblemException left) {
            observer.onError(Statuses.of(left.problem()).status().asRuntimeException());
        }
    }
}
