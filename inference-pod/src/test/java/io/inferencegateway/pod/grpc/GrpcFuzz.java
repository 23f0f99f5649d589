package io.inferencegateway.pod.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.grpc.wire.ModelInferRequest;
import io.inferencegateway.pod.oip.OipFuzz;
import io.inferencegateway.pod.predict.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Map;

/// Any message is a request that the engine could run, or is refused for a reason; any frames are answered, or end the
/// connection, and the server serves on.
public final class GrpcFuzz {
    private GrpcFuzz() {}

    /// @param bytes a message
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            OipFuzz.usable(OipFuzz.VIEW, Messages.read(ModelInferRequest.parseFrom(bytes)));
        } catch (InvalidProtocolBufferException notAMessage) {
            // The library refuses it in the same way.
        } catch (ProblemException refused) {
            OipFuzz.because(refused);
        }
    }

    /// Frames on a connection to a pod that runs here.
    public static final class Frames {
        private static final int HANGS_AFTER_MS = 4000;
        private static final int ASK_EVERY = 500;

        private static final RunningPod POD = start();
        private static int inputs;

        private Frames() {}

        private static RunningPod start() {
            // A log line for each input would be what is measured.
            return RunningPod.with(Map.of(
                    "MODEL_URI",
                    "file://" + model(),
                    "LOG_LEVEL",
                    "CRITICAL",
                    "READ_TIMEOUT_MS",
                    "1000",
                    "MAX_REQUEST_BYTES",
                    "65536",
                    "MODEL_NAME",
                    "m"));
        }

        private static java.nio.file.Path model() {
            var here = RunningPod.model("table.onnx");
            return here.toFile().exists()
                    ? here
                    : java.nio.file.Path.of("inference-pod")
                            .resolve("src/test/resources/models/table.onnx")
                            .toAbsolutePath();
        }

        /// Called by the fuzzer: to start a pod is no input that takes long.
        public static void fuzzerInitialize() {
            alive();
        }

        /// @param bytes one that says whether the rest are frames, or the message of a call
        public static void fuzzerTestOneInput(byte[] bytes) {
            if (bytes.length == 0) {
                return;
            }
            try (var socket = new Socket("127.0.0.1", POD.settings().grpcPort())) {
                socket.setSoTimeout(HANGS_AFTER_MS);
                var sent = new ByteArrayOutputStream();
                sent.writeBytes(Http2Frames.preface());
                sent.writeBytes(Http2Frames.frame(Http2Frames.SETTINGS, 0, 0, new byte[0]));
                if (bytes[0] % 2 == 0) {
                    sent.write(bytes, 1, bytes.length - 1);
                } else {
                    sent.writeBytes(Http2Frames.frame(
                            Http2Frames.HEADERS, Http2Frames.END_HEADERS, 1, Http2Frames.infer("pod")));
                    byte[] message = Arrays.copyOfRange(bytes, 1, bytes.length);
                    sent.writeBytes(Http2Frames.frame(Http2Frames.DATA, Http2Frames.END_STREAM, 1, message));
                }
                socket.getOutputStream().write(sent.toByteArray());
                socket.shutdownOutput();
                readAll(socket.getInputStream());
            } catch (SocketException reset) {
                // The server need not read on what it refuses.
            } catch (IOException hangs) {
                throw new IllegalStateException("the connection hangs", hangs);
            }
            if (++inputs % ASK_EVERY == 0) {
                alive();
            }
        }

        private static void readAll(InputStream in) throws IOException {
            byte[] ignored = new byte[8192];
            while (in.read(ignored) >= 0) {
                // until the server closes
            }
        }

        private static void alive() {
            try {
                if (POD.get("/v2/health/ready").statusCode() != 200) {
                    throw new IllegalStateException("the pod is not ready any more");
                }
            } catch (Exception dead) {
                throw new IllegalStateException("the pod does not answer any more", dead);
            }
        }
    }
}
