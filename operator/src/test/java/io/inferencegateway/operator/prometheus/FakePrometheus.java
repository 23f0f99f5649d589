package io.inferencegateway.operator.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// A server that answers `/api/v1/query` as Prometheus does, or as it is told to.
public final class FakePrometheus implements AutoCloseable {
    private static final String QUERY = "/api/v1/query";

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile HttpHandler answer = exchange -> reply(exchange, 200, vector());

    public FakePrometheus() throws IOException {
        this(HttpServer.create(loopback(), 0), "http");
    }

    FakePrometheus(SSLContext tls) throws IOException {
        this(secure(tls), "https");
    }

    private FakePrometheus(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                var uri = exchange.getRequestURI();
                if (!uri.getPath().endsWith(QUERY)) {
                    reply(exchange, 404, "404 page not found");
                    return;
                }
                queries.add(URLDecoder.decode(uri.getRawQuery().replaceFirst("^query=", ""), StandardCharsets.UTF_8));
                authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                answer.handle(exchange);
            }
        });
        server.start();
    }

    private static HttpsServer secure(SSLContext tls) throws IOException {
        var server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public URI url() {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    /// The queries so far.
    public List<String> queries() {
        return List.copyOf(queries);
    }

    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    void answer(HttpHandler how) {
        answer = how;
    }

    /// Takes queries and never answers them.
    public void hang() {
        answer = exchange -> {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        };
    }

    public void answer(int code, String body) {
        answer = exchange -> reply(exchange, code, body);
    }

    /// Answers a vector of these samples.
    public void samples(String... samples) {
        answer(200, vector(samples));
    }

    /// What Prometheus 3 answers, with the parts it adds.
    static String vector(String... samples) {
        return """
                {"status":"success","data":{"resultType":"vector","result":[%s],"analysis":{"x":[1,{"y":2}]}},"infos":["PromQL info: nothing"]}
                """.formatted(String.join(",", samples));
    }

    /// One objective of a gateway, in the order in which it is recorded.
    public static String[] objective(
            String namespace, String gateway, String slo, double target, double remaining, double coverage) {
        return new String[] {
            sample("slo:objective:ratio", namespace, gateway, slo, String.valueOf(target / 100)),
            sample("slo:period_error_budget_remaining:ratio", namespace, gateway, slo, String.valueOf(remaining)),
            sample("slo:current_burn_rate:ratio", namespace, gateway, slo, "0.4"),
            sample("igw:slo_window_coverage:ratio", namespace, gateway, slo, String.valueOf(coverage))
        };
    }

    public static String sample(String name, String namespace, String gateway, String slo, String value) {
        return """
                {"metric":{"__name__":"%s","inference_gateway":"%s","namespace":"%s","slo":"%s","sloth_id":"x"},"value":[1767261600.123,"%s"]}""".formatted(name, gateway, namespace, slo, value);
    }

    static void reply(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
