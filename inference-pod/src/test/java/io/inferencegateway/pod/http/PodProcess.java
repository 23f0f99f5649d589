package io.inferencegateway.pod.http;

import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.inferencegateway.pod.FreePorts;
import io.inferencegateway.pod.Main;
import io.inferencegateway.pod.RunningPod;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A pod as a process of its own, on this class path: what it writes is what a cluster would collect.
public final class PodProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private PodProcess(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /// Starts a pod in an empty directory and waits until its model is loaded or refused, and `/readyz` answers with a
    /// status.
    public static PodProcess start(Path directory, int untilReadyz, Map<String, String> variables) throws Exception {
        return start(directory, untilReadyz, PodProcess::loaded, variables);
    }

    /// Starts a pod and waits until it has written a line and `/readyz` answers with a status.
    public static PodProcess start(
            Path directory, int untilReadyz, Predicate<String> untilLine, Map<String, String> variables)
            throws Exception {
        int port = FreePorts.one();
        var log = directory.resolve("out.log");
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-cp",
                        absolute(classPath),
                        Main.class.getName())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
        builder.environment().put("HOST", "127.0.0.1");
        builder.environment().put("PORT", "" + port);
        builder.environment().put("GRPC_PORT", "0");
        builder.environment().put("REQUEST_TIMEOUT_MS", "60000");
        builder.environment().putAll(variables);
        var pod = new PodProcess(builder.start(), log, port);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (pod.readyz() != untilReadyz || pod.text().lines().noneMatch(untilLine)) {
            if (!pod.process.isAlive() || System.nanoTime() > end) {
                pod.process.destroyForcibly();
                throw new IllegalStateException("no pod:\n" + pod.text());
            }
            Thread.sleep(50);
        }
        return pod;
    }

    private static boolean loaded(String line) {
        return line.contains("Model loaded successfully") || line.contains("Model loading failed");
    }

    private int readyz() throws InterruptedException {
        try {
            return send(request("/readyz").GET()).statusCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public HttpResponse<String> predict(byte[] file) throws IOException, InterruptedException {
        return send(request("/predict")
                .header("Content-Type", "multipart/form-data; boundary=----pictures")
                .POST(HttpRequest.BodyPublishers.ofByteArray(RunningPod.form("file", file))));
    }

    /// Asks the process to end, and waits: what it had to say and to send has been said and sent then.
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("it does not end");
        }
    }

    /// Ends it without a chance to clear up.
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// Every line it wrote; each must be one JSON object.
    public List<JsonObject> lines() throws IOException {
        return text().lines()
                .map(line -> JsonParser.create(line).readJsonObject())
                .toList();
    }

    private String text() {
        try {
            return Files.readString(log);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String absolute(String classPath) {
        return List.of(classPath.split(java.io.File.pathSeparator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + java.io.File.pathSeparator + other)
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
