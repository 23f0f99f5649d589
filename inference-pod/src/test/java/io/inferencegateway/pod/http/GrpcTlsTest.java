package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.inferencegateway.pod.RunningPod;
import io.inferencegateway.pod.grpc.wire.GRPCInferenceServiceGrpc;
import io.inferencegateway.pod.grpc.wire.ServerReadyRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The gRPC port has the API port's key pair, and the new one when it is rotated.
class GrpcTlsTest {
    @TempDir
    Path directory;

    @Test
    void clientsThatTrustThePairAreAnsweredAndOthersAreNot() throws Exception {
        var secret = new MountedSecret(Files.createDirectory(directory.resolve("tls")));
        var first = TestCertificate.create(directory, "EC");
        secret.put(first.secret());
        try (var pod = RunningPod.ofColours(Map.of(
                "TLS_CERT_FILE", secret.file("tls.crt").toString(),
                "TLS_KEY_FILE", secret.file("tls.key").toString()))) {
            assertTrue(ready(pod, trusting(first)));
            assertThrows(StatusRuntimeException.class, () -> ready(pod, InsecureChannelCredentials.create()));

            var next = TestCertificate.create(directory, "RSA");
            assertThrows(StatusRuntimeException.class, () -> ready(pod, trusting(next)));
            secret.put(next.secret());
            for (int look = 0; !answers(pod, next); look++) {
                assertTrue(look < 600, "the new pair never came");
                Thread.sleep(100);
            }
            assertThrows(StatusRuntimeException.class, () -> ready(pod, trusting(first)));
            assertEquals(200, pod.management("/health/live").statusCode());
        }
    }

    private static ChannelCredentials trusting(TestCertificate certificate) throws Exception {
        var pem = certificate.certificatePem().getBytes(StandardCharsets.US_ASCII);
        return TlsChannelCredentials.newBuilder()
                .trustManager(new ByteArrayInputStream(pem))
                .build();
    }

    private static boolean answers(RunningPod pod, TestCertificate certificate) throws Exception {
        try {
            return ready(pod, trusting(certificate));
        } catch (StatusRuntimeException notYet) {
            return false;
        }
    }

    private static boolean ready(RunningPod pod, ChannelCredentials credentials) {
        var channel = OkHttpChannelBuilder.forAddress(
                        "localhost", pod.settings().grpcPort(), credentials)
                .build();
        try {
            return GRPCInferenceServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(30, TimeUnit.SECONDS)
                    .serverReady(ServerReadyRequest.getDefaultInstance())
                    .getReady();
        } finally {
            channel.shutdownNow();
        }
    }
}
