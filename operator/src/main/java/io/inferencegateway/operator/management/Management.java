package io.inferencegateway.operator.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// The operator's own port: `/livez` and `/readyz` for the kubelet, `/metrics` for Prometheus.
public final class Management implements AutoCloseable {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Binds the port; 0 takes any free one.
    ///
    /// @param ready whether the operator watches and reconciles
    /// @param metrics the metrics in Prometheus' text format
    public Management(int port, BooleanSupplier ready, Supplier<String> metrics) throws IOException {
        server = HttpServer.create(new InetSocketAddress(port), 0);
        server.setExecutor(threads);
        server.createContext("/livez", at("/livez", exchange -> answer(exchange, 200, TEXT, "ok\n")));
        server.createContext("/readyz", at("/readyz", exchange -> ready(exchange, ready.getAsBoolean())));
        server.createContext("/metrics", at("/metrics", exchange -> answer(exchange, 200, METRICS, metrics.get())));
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    // A context matches every path that starts with its own.
    private static HttpHandler at(String path, HttpHandler handler) {
        return exchange -> {
            if (exchange.getRequestURI().getPath().equals(path)) {
                handler.handle(exchange);
            } else {
                answer(exchange, 404, TEXT, "not found\n");
            }
        };
    }

    private static void ready(HttpExchange exchange, boolean ready) throws IOException {
        answer(exchange, ready ? 200 : 503, TEXT, ready ? "ok\n" : "not watching yet, or not any more\n");
    }

    private static void answer(HttpExchange exchange, int code, String type, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
