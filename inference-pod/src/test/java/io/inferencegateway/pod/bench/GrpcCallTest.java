package io.inferencegateway.pod.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest.InferInputTensor;
import io.inferencegateway.pod.grpc.wire.ModelInferResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// That the benchmark's own client of gRPC is one: many calls of a connection, messages larger than its windows.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class GrpcCallTest {
    private static InferInputTensor.Builder input(String name, String type, long width) {
        return InferInputTensor.newBuilder()
                .setName(name)
                .setDatatype(type)
                .addShape(1)
                .addShape(width);
    }

    private static ModelInferRequest request(String id) {
        return ModelInferRequest.newBuilder()
                .setModelName("m")
                .setId(id)
                .addInputs(input("age", "INT64", 1))
                .addInputs(input("income", "FP32", 4))
                .addRawInputContents(ByteString.copyFrom(new byte[8]))
                .addRawInputContents(
                        ByteString.copyFrom(ByteBuffer.allocate(16).putFloat(1).array()))
                .build();
    }

    @Test
    void callsAreAnsweredWhateverTheirSize() throws Exception {
        String large = "x".repeat(3 << 20);
        var messages = List.of(request("a").toByteArray(), request(large).toByteArray());
        var env = Map.of(
                "MODEL_URI",
                "file://" + RunningPod.model("table.onnx"),
                "MODEL_NAME",
                "m",
                "REQUEST_TIMEOUT_MS",
                "60000");
        try (var pod = RunningPod.with(env);
                var call = new GrpcCall(pod.settings().grpcPort(), messages)) {
            for (int turn = 0; turn < 10; turn++) {
                var answer = ModelInferResponse.parseFrom(call.answer(turn));
                assertEquals(turn % 2 == 0 ? "a" : large, answer.getId());
            }
        }
    }

    @Test
    void anErrorIsNoAnswer() throws Exception {
        var messages =
                List.of(request("a").toBuilder().setModelName("none").build().toByteArray());
        var env = Map.of("MODEL_URI", "file://" + RunningPod.model("table.onnx"), "MODEL_NAME", "m");
        try (var pod = RunningPod.with(env);
                var call = new GrpcCall(pod.settings().grpcPort(), messages)) {
            assertEquals(
                    "the server answers with an error, not with a message",
                    assertThrows(IOException.class, () -> call.answer(0)).getMessage());
        }
    }
}
