package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.contract.wire.InvalidSettings;
import io.inferencegateway.pod.RunningPod;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// TLS of the API port, and what becomes of it when the mounted key pair is rotated.
class TlsTest {
    @TempDir
    Path directory;

    private MountedSecret secret;
    private TestCertificate first;

    @BeforeEach
    void mount() throws Exception {
        secret = new MountedSecret(Files.createDirectory(directory.resolve("tls")));
        first = TestCertificate.create(directory, "EC");
        secret.put(first.secret());
    }

    @Test
    void theApiPortSpeaksTlsAndTheManagementPortDoesNot() throws Exception {
        try (var pod = start(Map.of())) {
            assertEquals(first.certificate().getSerialNumber(), serial(pod));
            assertEquals(200, pod.management("/health/live").statusCode());
            assertTrue(pod.management("/readyz").body().contains("\"model_digest\""), "the operator asks there");
            long notAfter = first.certificate().getNotAfter().toInstant().getEpochSecond();
            var sample = pod.management("/metrics")
                    .body()
                    .lines()
                    .filter(line -> line.startsWith("tls_certificate_not_after_timestamp_seconds "))
                    .findFirst()
                    .orElseThrow();
            assertEquals(notAfter, (long) Double.parseDouble(sample.split(" ")[1]));
        }
    }

    @Test
    void aRotatedPairServesNewConnectionsAndDropsNone() throws Exception {
        try (var pod = start(Map.of());
                var kept = connect(pod)) {
            assertTrue(healthz(kept).startsWith("HTTP/1.1 200"));
            var next = TestCertificate.create(directory, "RSA");
            secret.put(next.secret());
            // Every connection meanwhile is answered; serial() throws when one is not.
            await(() -> serial(pod).equals(next.certificate().getSerialNumber()));
            assertTrue(healthz(kept).startsWith("HTTP/1.1 200"));
            assertEquals(first.certificate(), kept.getSession().getPeerCertificates()[0]);
        }
    }

    @Test
    void aBrokenPairIsReportedAndTheOneBeforeKept() throws Exception {
        try (var pod = start(Map.of())) {
            assertTrue(pod.management("/metrics").body().contains(reload(1)));
            var other = TestCertificate.create(directory, "EC");
            secret.put(Map.of("tls.crt", first.certificatePem(), "tls.key", other.keyPem()));
            await(() -> pod.management("/metrics").body().contains(reload(0)));
            assertEquals(first.certificate().getSerialNumber(), serial(pod));
            secret.put(other.secret());
            await(() -> pod.management("/metrics").body().contains(reload(1)));
            assertEquals(other.certificate().getSerialNumber(), serial(pod));
        }
    }

    @Test
    void aPairThatCannotBeUsedEndsTheStart() throws Exception {
        var other = TestCertificate.create(directory, "EC");
        secret.put(Map.of("tls.crt", first.certificatePem(), "tls.key", other.keyPem()));
        assertEquals("TLS_CERT_FILE: the private key is not that of the first certificate", refusal());
        secret.put(Map.of("tls.crt", "text", "tls.key", other.keyPem()));
        assertEquals("TLS_CERT_FILE: the certificate file holds no PEM certificate", refusal());
        secret.put(Map.of("tls.crt", first.certificatePem(), "tls.key", "text"));
        assertTrue(refusal().startsWith("TLS_CERT_FILE: the key file holds no key that can be read"), refusal());
        Files.delete(secret.file("tls.key"));
        assertTrue(refusal().startsWith("TLS_CERT_FILE: cannot be read"), refusal());
    }

    @Test
    void whoSpeaksNoTlsIsCutOff() throws Exception {
        try (var pod = start(Map.of("READ_TIMEOUT_MS", "1000"))) {
            try (var silent = new RawClient(pod.settings().port())) {
                assertEquals("", silent.untilClosed());
            }
            try (var plain = new RawClient(pod.settings().port())) {
                plain.send("GET /healthz HTTP/1.1\r\nHost: pod\r\n\r\n");
                assertFalse(plain.untilClosed().contains("HTTP/1.1"));
            }
            assertEquals(first.certificate().getSerialNumber(), serial(pod));
        }
    }

    @Test
    @Timeout(120)
    void aPodWithIdleConnectionsEnds() throws Exception {
        var pod = start(Map.of("IDLE_TIMEOUT_MS", "600000", "READ_TIMEOUT_MS", "600000"));
        try (var idle = connect(pod)) {
            assertTrue(healthz(idle).startsWith("HTTP/1.1 200"));
            pod.close();
            assertEquals(-1, idle.getInputStream().read());
        }
    }

    private RunningPod start(Map<String, String> more) {
        var env = new java.util.HashMap<>(Map.of(
                "TLS_CERT_FILE", secret.file("tls.crt").toString(),
                "TLS_KEY_FILE", secret.file("tls.key").toString()));
        env.putAll(more);
        return RunningPod.ofColours(env);
    }

    private String refusal() {
        return assertThrows(InvalidSettings.class, () -> start(Map.of()).close())
                .problems()
                .getFirst();
    }

    private static String reload(int ok) {
        return "mounted_file_last_reload_successful{file=\"tls_cert_file\"} " + ok + ".0";
    }

    /// The certificate a new connection gets, once a request on it has been answered.
    private static BigInteger serial(RunningPod pod) throws Exception {
        try (var socket = connect(pod)) {
            assertTrue(healthz(socket).startsWith("HTTP/1.1 200"));
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        }
    }

    private static SSLSocket connect(RunningPod pod) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustEverybody()}, null);
        var socket = (SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", pod.settings().port());
        socket.setSoTimeout(60_000);
        socket.startHandshake();
        return socket;
    }

    private static String healthz(SSLSocket socket) throws Exception {
        socket.getOutputStream()
                .write("GET /healthz HTTP/1.1\r\nHost: pod\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        while (!answer.toString().endsWith("}")) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IllegalStateException("closed after: " + answer);
            }
            answer.append((char) next);
        }
        return answer.toString();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + 120_000_000_000L;
        while (!condition.call()) {
            assertTrue(System.nanoTime() < until, "never came true");
            Thread.sleep(200);
        }
    }

    private static final class TrustEverybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
