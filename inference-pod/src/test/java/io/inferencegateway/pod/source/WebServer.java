package io.inferencegateway.pod.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.inferencegateway.pod.http.TestCertificate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The JDK's HTTPS server on this machine, with a certificate of its own and whatever behaviour a test gives a path.
final class WebServer implements AutoCloseable {
    private final HttpServer server;
    private final Path ca;
    private final Map<String, HttpHandler> paths = new ConcurrentHashMap<>();
    /// Paths that were asked for, in order.
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private WebServer(HttpServer server, Path ca) {
        this.server = server;
        this.ca = ca;
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    static WebServer start(Path directory) throws Exception {
        var certificate = TestCertificate.create(directory, "EC");
        var ca = directory.resolve("ca.crt");
        Files.writeString(ca, certificate.certificatePem());
        var server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(certificate)));
        return new WebServer(server, ca);
    }

    /// Of a server that speaks plain HTTP.
    static WebServer plain(Path directory) throws Exception {
        return new WebServer(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0), directory.resolve("none"));
    }

    private static SSLContext context(TestCertificate certificate) throws Exception {
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        Base64.getMimeDecoder().decode(certificate.keyPem().replaceAll("-----[^-]+-----", ""))));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], new Certificate[] {certificate.certificate()});
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        paths.getOrDefault(path, answer -> answer.sendResponseHeaders(404, -1)).handle(exchange);
        exchange.close();
    }

    String url(String path) {
        return "https://localhost:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    Path ca() {
        return ca;
    }

    void at(String path, HttpHandler handler) {
        paths.put(path, handler);
    }

    void serve(String path, byte[] content) {
        at(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
    }

    void status(String path, int status) {
        at(path, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
