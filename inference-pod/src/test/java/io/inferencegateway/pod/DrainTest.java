package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The end of a pod, by a process of its own and a real SIGTERM.
class DrainTest {
    private static final int IN_FLIGHT = 8;
    /// What a kubelet would wait, without the preStop sleep.
    private static final int GRACE_SECONDS = 15;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path directory;

    @Test
    void afterSigtermThePodIsNotReadyAnswersWhatItIsSentAndEnds() throws Exception {
        var ports = FreePorts.of(3);
        int port = ports.get(0);
        int management = ports.get(1);
        var process = start(port, management, ports.get(2));
        var channel = OkHttpChannelBuilder.forAddress("127.0.0.1", ports.get(2))
                .usePlaintext()
                .build();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            until(process, () -> get(management, "/health/ready").statusCode() < 300);
            byte[] picture = RunningPod.sample("coffee.png");
            assertTrue(predict(port, picture).headers().firstValue("Connection").stream()
                    .noneMatch("close"::equals));
            assertEquals(1, infer(channel, picture));
            var inFlight = IntStream.range(0, IN_FLIGHT)
                    .mapToObj(i -> clients.submit(() -> predict(port, picture)))
                    .toList();
            var calls = IntStream.range(0, IN_FLIGHT)
                    .mapToObj(i -> clients.submit(() -> infer(channel, picture)))
                    .toList();
            until(
                    process,
                    () -> get(management, "/metrics").body().matches("(?s).*\ninference_queue_depth [1-9].*")
                            || inFlight.stream().anyMatch(Future::isDone));

            long begin = System.nanoTime();
            assertTrue(process.toHandle().destroy());
            until(process, () -> get(management, "/health/ready").statusCode() == 503);
            assertEquals(200, get(management, "/health/live").statusCode() / 100 * 100, "alive to its end");
            // A connection that was kept alive, or a new one: endpoints lag behind readiness. Both at once:
            // when nothing has come for a while, nothing more is waited for.
            var lateCall = clients.submit(() -> infer(channel, picture));
            var late = predict(port, picture);
            assertEquals(200, late.statusCode());
            assertEquals("close", late.headers().firstValue("Connection").orElse("none"));
            assertEquals(1, lateCall.get(), "a call on an open connection");
            for (var answer : inFlight) {
                assertEquals(200, answer.get().statusCode());
            }
            for (var call : calls) {
                assertEquals(1, call.get());
            }
            assertTrue(process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS), "ends within the grace period");
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            assertTrue(seconds < GRACE_SECONDS, "ended after " + seconds + " s");
            assertEquals(143, process.exitValue(), "ended by the signal");
        } finally {
            channel.shutdownNow();
            process.destroyForcibly();
        }
    }

    private Process start(int port, int management, int grpc) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.environment().put("ENVIRONMENT", "production");
        builder.environment().put("HOST", "127.0.0.1");
        builder.environment().put("PORT", "" + port);
        builder.environment().put("METRICS_PORT", "" + management);
        builder.environment().put("GRPC_PORT", "" + grpc);
        builder.environment().put("WORKERS", "1");
        builder.environment().put("REQUEST_TIMEOUT_MS", "60000");
        builder.environment().put("OTEL_TRACES_EXPORTER", "none");
        // As in the image: ONNX Runtime 1.29 reports usage to its maker unless it is told not to.
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("pod.log").toFile())
                .start();
    }

    private void until(Process process, Callable<Boolean> holds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (true) {
            try {
                if (holds.call()) {
                    return;
                }
            } catch (IOException notYet) {
                assertTrue(process.isAlive(), "the pod ended");
            }
            assertTrue(System.nanoTime() < end, "did not come to hold");
            Thread.sleep(5);
        }
    }

    private HttpResponse<String> predict(int port, byte[] picture) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/predict"))
                        .header("Content-Type", "image/png")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(picture))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /// @return how many outputs the answer has; an error is a StatusRuntimeException
    private static int infer(Channel channel, byte[] picture) {
        var size = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        var request = ModelInferRequest.newBuilder()
                .setModelName("efficientnet-lite0_image")
                .addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                        .setName("IMAGE")
                        .setDatatype("BYTES")
                        .addShape(1))
                .addRawInputContents(
                        ByteString.copyFrom(size.putInt(picture.length).flip()).concat(ByteString.copyFrom(picture)));
        return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(60, TimeUnit.SECONDS)
                .modelInfer(request.build())
                .getOutputsCount();
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
