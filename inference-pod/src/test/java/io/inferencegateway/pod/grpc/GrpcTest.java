package io.inferencegateway.pod.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc.GRPCInferenceServiceBlockingStub;
import io.inferencegateway.pod.grpc.wire.InferParameter;
import io.inferencegateway.pod.grpc.wire.InferTensorContents;
import io.inferencegateway.pod.grpc.wire.ModelConfigRequest;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest.InferInputTensor;
import io.inferencegateway.pod.grpc.wire.ModelMetadataRequest;
import io.inferencegateway.pod.grpc.wire.ModelReadyRequest;
import io.inferencegateway.pod.grpc.wire.ModelStatisticsRequest;
import io.inferencegateway.pod.grpc.wire.RepositoryIndexRequest;
import io.inferencegateway.pod.grpc.wire.ServerLiveRequest;
import io.inferencegateway.pod.grpc.wire.ServerMetadataRequest;
import io.inferencegateway.pod.grpc.wire.ServerReadyRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Open Inference Protocol over gRPC, with the library's own client.
class GrpcTest {
    private static final Metadata.Key<String> REQUEST_ID = Call.key("x-request-id");
    private static RunningPod pod;
    private static ManagedChannel channel;

    @BeforeAll
    static void start() {
        pod = serving("table.onnx", Map.of("MAX_REQUEST_BYTES", "20000"));
        channel = channel(pod);
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        pod.close();
    }

    static RunningPod serving(String model, Map<String, String> more) {
        var env = new LinkedHashMap<>(more);
        env.put("MODEL_URI", "file://" + RunningPod.model(model));
        env.put("MODEL_VERSION", "7");
        env.put("MODEL_NAME", "m");
        env.put("REQUEST_TIMEOUT_MS", "60000");
        return RunningPod.with(env);
    }

    private static ManagedChannel channel(RunningPod of) {
        return OkHttpChannelBuilder.forAddress("127.0.0.1", of.settings().grpcPort())
                .usePlaintext()
                .build();
    }

    private static GRPCInferenceServiceBlockingStub stub() {
        return GRPCInferenceServiceGrpc.newBlockingStub(channel).withDeadlineAfter(60, TimeUnit.SECONDS);
    }

    private static ModelInferRequest.Builder typed() {
        return ModelInferRequest.newBuilder()
                .setModelName("m")
                .setId("a-1")
                .addInputs(InferInputTensor.newBuilder()
                        .setName("age")
                        .setDatatype("INT64")
                        .addShape(1)
                        .addShape(1)
                        .setContents(InferTensorContents.newBuilder().addInt64Contents(42)))
                .addInputs(InferInputTensor.newBuilder()
                        .setName("income")
                        .setDatatype("FP32")
                        .addShape(1)
                        .addShape(4)
                        .setContents(InferTensorContents.newBuilder().addAllFp32Contents(List.of(1f, 2f, 3f, 4.5f))));
    }

    private static ModelInferRequest.Builder raw() {
        var request = typed();
        request.getInputsBuilderList().forEach(InferInputTensor.Builder::clearContents);
        var income = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        income.putFloat(1).putFloat(2).putFloat(3).putFloat(4.5f).flip();
        return request.addRawInputContents(ByteString.copyFrom(new byte[] {42, 0, 0, 0, 0, 0, 0, 0}))
                .addRawInputContents(ByteString.copyFrom(income));
    }

    @Test
    void typedAndRawContentsGiveTheSameAnswerInRawForm() {
        for (var request : List.of(typed(), raw())) {
            for (var packing : List.of("identity", "gzip")) {
                var answer = stub().withCompression(packing).modelInfer(request.build());
                assertEquals("m", answer.getModelName());
                assertEquals("7", answer.getModelVersion());
                assertEquals("a-1", answer.getId());
                assertEquals(
                        List.of("score", "label"),
                        answer.getOutputsList().stream().map(o -> o.getName()).toList());
                assertEquals(List.of(1L, 4L), answer.getOutputs(0).getShapeList());
                assertEquals("INT64", answer.getOutputs(1).getDatatype());
                var score =
                        answer.getRawOutputContents(0).asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
                assertEquals(4.5f, score.getFloat(12));
                assertEquals(42, answer.getRawOutputContents(1).byteAt(0));
                assertEquals(8, answer.getRawOutputContents(1).size());
            }
        }
    }

    @Test
    void whatTheServerAndItsModelAre() {
        assertTrue(stub().serverLive(ServerLiveRequest.getDefaultInstance()).getLive());
        assertTrue(stub().serverReady(ServerReadyRequest.getDefaultInstance()).getReady());
        assertTrue(stub().modelReady(ModelReadyRequest.newBuilder().setName("m").build())
                .getReady());
        assertEquals(
                "inference-gateway",
                stub().serverMetadata(ServerMetadataRequest.getDefaultInstance())
                        .getName());
        var model = stub().modelMetadata(ModelMetadataRequest.newBuilder()
                .setName("m")
                .setVersion("7")
                .build());
        assertEquals(List.of("7"), model.getVersionsList());
        assertEquals(List.of(-1L, 4L), model.getInputs(1).getShapeList());
        var config = stub().modelConfig(
                        ModelConfigRequest.newBuilder().setName("m").build())
                .getConfig();
        assertEquals(1024, config.getMaxBatchSize());
        assertEquals(List.of(4L), config.getInput(1).getDimsList());
        assertEquals("TYPE_INT64", config.getInput(0).getDataType().name());
        stub().modelInfer(typed().build());
        var stats = stub().modelStatistics(
                        ModelStatisticsRequest.newBuilder().setName("m").build())
                .getModelStats(0);
        assertTrue(stats.getInferenceStats().getSuccess().getCount() > 0);
        assertTrue(stats.getBatchStatsCount() > 0);
        assertEquals(
                "READY",
                stub().repositoryIndex(RepositoryIndexRequest.getDefaultInstance())
                        .getModels(0)
                        .getState());
    }

    @Test
    void everyRequestThatIsWrongGetsItsStatus() {
        assertRefused(Status.Code.NOT_FOUND, "no model 'x'", request -> request.setModelName("x"));
        assertRefused(Status.Code.NOT_FOUND, "no version '8'", request -> request.setModelVersion("8"));
        assertRefused(Status.Code.INVALID_ARGUMENT, "missing", request -> request.removeInputs(0));
        assertRefused(Status.Code.INVALID_ARGUMENT, "datatype", request -> request.getInputsBuilder(0)
                .setDatatype("x"));
        assertRefused(Status.Code.INVALID_ARGUMENT, "below 0", request -> request.getInputsBuilder(0)
                .setShape(0, -1));
        assertRefused(Status.Code.INVALID_ARGUMENT, "has 8 bytes", request -> request.getInputsBuilder(0)
                .setShape(0, 2));
        assertRefused(Status.Code.INVALID_ARGUMENT, "must have no contents", request -> request.addRawInputContents(
                        ByteString.empty())
                .addRawInputContents(ByteString.empty()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "1 raw_input_contents",
                request -> request.addRawInputContents(ByteString.empty()));
        assertRefused(Status.Code.INVALID_ARGUMENT, "no output 'x'", request -> request.addOutputsBuilder()
                .setName("x"));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "priority",
                request -> request.putParameters(
                        "priority",
                        InferParameter.newBuilder().setInt64Param(10).build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                "timeout",
                request -> request.putParameters(
                        "timeout",
                        InferParameter.newBuilder().setStringParam("1").build()));
        var small = typed();
        small.getInputsBuilder(0)
                .setDatatype("INT8")
                .setContents(InferTensorContents.newBuilder().addIntContents(300));
        assertRefused(Status.Code.INVALID_ARGUMENT, "300 in input 'age' is no INT8", request -> request.clear()
                .mergeFrom(small.build()));
        var scrape = scrape("error_type=\"UnknownModelError\"");
        assertTrue(
                scrape.contains(
                        "http_requests_total{endpoint=\"/inference.GRPCInferenceService/ModelInfer\",method=\"POST\",outcome=\"rejected\",status_code=\"404\"}"),
                scrape);
    }

    @Test
    void messagesThatAreTooLargePackedOrNotAreRefused() {
        var big = typed().setId("x".repeat(30_000)).build();
        for (var packing : List.of("identity", "gzip")) {
            var refused = assertThrows(StatusRuntimeException.class, () -> stub().withCompression(packing)
                    .modelInfer(big));
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, refused.getStatus().getCode(), packing + refused);
        }
        // What is larger still is cut off by the library; the connection lives on.
        var huge = typed().setId("x".repeat(200_000)).build();
        assertThrows(StatusRuntimeException.class, () -> stub().modelInfer(huge));
        assertEquals("a-1", stub().modelInfer(typed().build()).getId());
    }

    /// Messages that are long enough for their arrays to be used again, all of one length.
    @Test
    void callsAtTheSameTimeGetTheirOwnAnswers() throws Exception {
        String id = "x".repeat(200_000);
        try (var large = serving("table.onnx", Map.of());
                var threads = Executors.newFixedThreadPool(6)) {
            var connection = channel(large);
            var calls = new ArrayList<Callable<Void>>();
            for (int i = 0; i < 120; i++) {
                byte age = (byte) i;
                calls.add(() -> {
                    var stub = GRPCInferenceServiceGrpc.newBlockingStub(connection)
                            .withDeadlineAfter(60, TimeUnit.SECONDS);
                    var request = raw().setId(id)
                            .setRawInputContents(0, ByteString.copyFrom(new byte[] {age, 0, 0, 0, 0, 0, 0, 0}));
                    var answer = stub.modelInfer(request.build());
                    assertEquals(id, answer.getId());
                    assertEquals(age, answer.getRawOutputContents(1).byteAt(0));
                    return null;
                });
            }
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
            connection.shutdownNow();
        }
    }

    @Test
    void anAnswerCarriesTheRequestsIdAndTheModel() {
        var sent = new Metadata();
        sent.put(REQUEST_ID, "mine-1");
        var headers = new AtomicReference<Metadata>();
        var trailers = new AtomicReference<Metadata>();
        var client = stub().withInterceptors(
                        MetadataUtils.newAttachHeadersInterceptor(sent),
                        MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
        client.modelInfer(typed().build());
        assertEquals("mine-1", headers.get().get(REQUEST_ID));
        assertEquals("7", headers.get().get(Call.key("x-model-version")));
        assertThrows(
                StatusRuntimeException.class,
                () -> client.modelInfer(typed().setModelName("x").build()));
        assertEquals("mine-1", trailers.get().get(REQUEST_ID));
    }

    @Test
    void healthAndReflectionAreThereAndWhatIsNotThereIsUnimplemented() throws Exception {
        var health = HealthGrpc.newBlockingStub(channel);
        for (var service : List.of("", "inference.GRPCInferenceService")) {
            var answer = health.check(
                    HealthCheckRequest.newBuilder().setService(service).build());
            assertEquals(ServingStatus.SERVING, answer.getStatus());
        }
        var unknown = assertThrows(
                StatusRuntimeException.class,
                () -> health.check(
                        HealthCheckRequest.newBuilder().setService("x").build()));
        assertEquals(Status.Code.NOT_FOUND, unknown.getStatus().getCode());

        var services = new CompletableFuture<ServerReflectionResponse>();
        var ask = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(new StreamObserver<>() {
            @Override
            public void onNext(ServerReflectionResponse answer) {
                services.complete(answer);
            }

            @Override
            public void onError(Throwable failed) {
                services.completeExceptionally(failed);
            }

            @Override
            public void onCompleted() {}
        });
        ask.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        assertTrue(services.get(30, TimeUnit.SECONDS).toString().contains("inference.GRPCInferenceService"));
        ask.onCompleted();
    }

    @Test
    void aCallWhoseRequestDoesNotComeIsEnded() throws Exception {
        try (var slow = serving("table.onnx", Map.of("READ_TIMEOUT_MS", "200"))) {
            var other = channel(slow);
            var ended = new CompletableFuture<Status>();
            // The client keeps the headers of a unary call back until its message comes; those of a stream go at once.
            var streamed = GRPCInferenceServiceGrpc.getModelInferMethod().toBuilder()
                    .setType(io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING)
                    .build();
            var call = other.newCall(streamed, io.grpc.CallOptions.DEFAULT);
            call.start(
                    new io.grpc.ClientCall.Listener<>() {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            ended.complete(status);
                        }
                    },
                    new Metadata());
            assertEquals(
                    Status.Code.DEADLINE_EXCEEDED,
                    ended.get(30, TimeUnit.SECONDS).getCode());
            other.shutdownNow();
        }
    }

    @Test
    void aClientsDeadlineIsTheQueuesDeadline() {
        var refused = assertThrows(StatusRuntimeException.class, () -> stub().modelInfer(typed().putParameters(
                        "timeout", InferParameter.newBuilder().setInt64Param(1).build())
                .build()));
        assertEquals(Status.Code.DEADLINE_EXCEEDED, refused.getStatus().getCode(), refused.toString());
    }

    @Test
    void predictionsNeedAKeyWhereThereAreKeysAndNothingElseDoes(@TempDir Path files) throws Exception {
        var file = Files.writeString(files.resolve("keys"), "0123456789abcdef\n");
        try (var keyed = serving("table.onnx", Map.of("API_KEYS_FILE", file.toString()))) {
            var other = channel(keyed);
            var client = GRPCInferenceServiceGrpc.newBlockingStub(other).withDeadlineAfter(60, TimeUnit.SECONDS);
            assertTrue(
                    client.serverReady(ServerReadyRequest.getDefaultInstance()).getReady());
            var refused = assertThrows(StatusRuntimeException.class, () -> client.modelInfer(typed().build()));
            assertEquals(Status.Code.UNAUTHENTICATED, refused.getStatus().getCode());
            for (var header : Map.of("authorization", "Bearer 0123456789abcdef", "x-api-key", "0123456789abcdef")
                    .entrySet()) {
                var sent = new Metadata();
                sent.put(Call.key(header.getKey()), header.getValue());
                var allowed = client.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(sent));
                assertEquals("a-1", allowed.modelInfer(typed().build()).getId());
            }
            other.shutdownNow();
        }
    }

    @Test
    void withoutAPortThereIsNoServer() {
        try (var none = serving("table.onnx", Map.of("GRPC_PORT", "0"))) {
            assertEquals(0, none.settings().grpcPort());
            assertEquals(200, none.get("/v2/health/ready").statusCode());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void assertRefused(Status.Code code, String part, Consumer<ModelInferRequest.Builder> change) {
        var request = typed();
        change.accept(request);
        var refused = assertThrows(StatusRuntimeException.class, () -> stub().modelInfer(request.build()));
        assertEquals(code, refused.getStatus().getCode(), refused.toString());
        assertTrue(String.valueOf(refused.getStatus().getDescription()).contains(part), refused.toString());
    }

    /// The call's metrics are counted after its answer was sent.
    private static String scrape(String awaited) {
        for (int i = 0; ; i++) {
            try {
                String scrape = pod.management("/metrics").body();
                if (scrape.contains(awaited) || i == 100) {
                    return scrape;
                }
                Thread.sleep(100);
            } catch (Exception failed) {
                throw new AssertionError(failed);
            }
        }
    }
}
