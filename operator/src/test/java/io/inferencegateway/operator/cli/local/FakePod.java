package io.inferencegateway.operator.cli.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;

/// Stands in for the inference pod: the same environment and routes, no model. MODEL_NAME says how it behaves.
public final class FakePod {
    private FakePod() {}

    /// Answers until it is stopped.
    public static void main(String... arguments) throws IOException {
        var env = new TreeMap<>(System.getenv());
        Files.writeString(
                Path.of("env.txt"),
                env.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n")));
        String model = env.get("MODEL_NAME");
        System.out.println("{\"level\": \"info\", \"event\": \"Starting\", \"model_name\": \"" + model + "\"}");
        if (model.equals("crash")) {
            System.out.println(
                    "{\"level\": \"critical\", \"event\": \"Model load failed\", \"error\": \"no such file\"}");
            System.exit(3);
        }
        if (model.equals("stubborn")) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        int port = Integer.parseInt(env.getOrDefault("PORT", "8000"));
        var server = HttpServer.create(new InetSocketAddress(env.get("HOST"), port), 0);
        int[] asked = new int[1];
        server.createContext("/readyz", exchange -> {
            if (model.equals("broken")) {
                answer(exchange, 503, "{\"state\": \"failed\", \"message\": \"digest mismatch\"}");
            } else if (asked[0]++ < 2) {
                answer(exchange, 503, "{\"error\": \"SERVICE_UNAVAILABLE\", \"message\": \"Model not loaded\"}");
            } else {
                answer(exchange, 200, "{\"status\": \"ready\"}");
            }
        });
        server.createContext("/predict", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            boolean hasFile =
                    body.contains("name=\"file\"; filename=\"cat.jpg\"") && body.contains("\r\n\r\nmeow\r\n--");
            answer(exchange, hasFile ? 200 : 400, hasFile ? """
                            {"predictions": [{"class": "tabby cat", "class_id": 281, "confidence": 0.75},
                            {"class": "tiger cat", "class_id": 282, "confidence": 0.1}],
                            "model_name": "fake", "model_version": "1", "inference_duration_ms": 12.3}""" : "{\"message\": \"no picture\"}");
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// This class as an executable jar.
    public static Path jar(Path directory) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakePod.class.getName());
        var jar = directory.resolve("fake-pod.jar");
        String entry = FakePod.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var bytes = FakePod.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
        }
        return jar;
    }
}
