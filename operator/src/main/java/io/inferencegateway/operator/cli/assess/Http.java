package io.inferencegateway.operator.cli.assess;

import io.inferencegateway.operator.prometheus.Certificates;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// HTTP clients for pods.
public final class Http {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private Http() {}

    /// @param anyCertificate whether the server may be anybody: behind a port-forward the API server has led to the
    /// very pod
    public static HttpClient client(boolean anyCertificate) {
        var builder = builder();
        return (anyCertificate ? builder.sslContext(trustingAll()) : builder).build();
    }

    /// @param authorities certificates in PEM that the server is trusted by
    /// @throws IOException with a sentence, when there are none in the file
    public static HttpClient client(Path authorities) throws IOException {
        try {
            return builder()
                    .sslContext(Certificates.trusting(Files.readAllBytes(authorities)))
                    .build();
        } catch (GeneralSecurityException bad) {
            throw new IOException(authorities + " holds no certificates in PEM: " + bad.getMessage(), bad);
        } catch (IOException unreadable) {
            throw new IOException(authorities + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
    }

    private static SSLContext trustingAll() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return context;
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    // Of the extended kind, for the JDK checks host names behind the back of the plain one.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

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
