package io.inferencegateway.operator.prometheus;

import io.inferencegateway.operator.PrometheusSettings;
import io.inferencegateway.operator.prometheus.NoAnswerException.Kind;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The HTTP client, made anew when the file of trusted certificates has changed: those rotate.
final class TrustedHttp implements AutoCloseable {
    private final PrometheusSettings settings;
    private byte[] trusted = {};
    private @Nullable HttpClient client;

    TrustedHttp(PrometheusSettings settings) {
        this.settings = settings;
    }

    synchronized HttpClient client() throws NoAnswerException {
        byte[] certificates =
                settings.caFile().isPresent() ? read(settings.caFile().get()) : new byte[0];
        var current = client;
        if (current == null || !Arrays.equals(trusted, certificates)) {
            var next = build(certificates);
            close();
            trusted = certificates;
            client = next;
            return next;
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }

    private HttpClient build(byte[] certificates) throws NoAnswerException {
        var builder = HttpClient.newBuilder()
                // An offer of HTTP/2 on a plain connection confuses some proxies.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.timeout());
        if (settings.caFile().isPresent()) {
            builder.sslContext(trusting(certificates));
        }
        return builder.build();
    }

    private static byte[] read(Path file) throws NoAnswerException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw misconfigured("PROMETHEUS_CA_FILE " + file + " cannot be read", unreadable);
        }
    }

    private static SSLContext trusting(byte[] pem) throws NoAnswerException {
        try {
            return Certificates.trusting(pem);
        } catch (GeneralSecurityException | IOException bad) {
            throw misconfigured("PROMETHEUS_CA_FILE holds no certificates in PEM: " + bad.getMessage(), bad);
        }
    }

    private static NoAnswerException misconfigured(String words, Exception cause) {
        return new NoAnswerException(Kind.MISCONFIGURED, words, cause);
    }
}
