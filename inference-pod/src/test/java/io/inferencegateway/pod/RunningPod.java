package io.inferencegateway.pod;

import io.helidon.json.JsonObject;
import io.helidon.json.JsonParser;
import io.inferencegateway.contract.wire.PodSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;

/// A real pod on free loopback ports, with a client.
public final class RunningPod implements AutoCloseable {
    private static final String BOUNDARY = "----pictures";

    private final Pod pod;
    private final PodSettings settings;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningPod(PodSettings settings) {
        this.settings = settings;
        this.pod = Pod.start(settings);
    }

    /// Starts a pod; ports, host and tracing are set unless `env` says otherwise.
    public static RunningPod with(Map<String, String> env) {
        var all = new LinkedHashMap<String, String>();
        all.put("HOST", "127.0.0.1");
        var ports = FreePorts.of(3);
        all.put("PORT", "" + ports.get(0));
        all.put("GRPC_PORT", "" + ports.get(1));
        all.put("METRICS_PORT", "" + ports.get(2));
        all.put("OTEL_TRACES_EXPORTER", "none");
        all.putAll(env);
        return new RunningPod(PodSettings.fromEnv(all));
    }

    /// A pod with the model of three colours, whose answers can be worked out by hand.
    public static RunningPod ofColours(Map<String, String> env) {
        var all = new LinkedHashMap<String, String>();
        all.put("MODEL_URI", "file://" + model("colours.onnx"));
        all.putAll(env);
        return with(all);
    }

    public static Path model(String name) {
        return Path.of("src/test/resources/models", name).toAbsolutePath();
    }

    public static byte[] sample(String name) throws IOException {
        return Files.readAllBytes(Path.of("../config/samples", name));
    }

    /// A picture that keeps a worker busy for tenths of a second: many pixels in few bytes.
    public static byte[] slowSample() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(5000, 5000, BufferedImage.TYPE_BYTE_BINARY), "png", out);
        return out.toByteArray();
    }

    public PodSettings settings() {
        return settings;
    }

    public Pod pod() {
        return pod;
    }

    public HttpResponse<String> get(String path) throws Exception {
        return send(request(settings.port(), path).GET());
    }

    public HttpResponse<String> management(String path) throws Exception {
        return send(request(settings.metricsPort(), path).GET());
    }

    public HttpResponse<String> predictRaw(String type, byte[] body) throws Exception {
        return send(request(settings.port(), "/predict")
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public HttpResponse<String> predict(byte[] picture) throws Exception {
        return predict("file", picture);
    }

    public HttpResponse<String> predict(String field, byte[] picture) throws Exception {
        return predictRaw("multipart/form-data; boundary=" + BOUNDARY, form(field, picture));
    }

    public HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    public static JsonObject json(HttpResponse<String> response) {
        return JsonParser.create(response.body()).readJsonObject();
    }

    public static byte[] form(String field, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field
                        + "\"; filename=\"picture.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(content);
        out.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }

    /// Waits until the metrics say so: a request is counted after its answer is on its way.
    public void awaitMetrics(String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String metrics = management("/metrics").body();
        while (!metrics.contains(text)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + text + " in\n" + metrics);
            }
            Thread.sleep(20);
            metrics = management("/metrics").body();
        }
    }

    @Override
    public void close() {
        pod.close();
        client.close();
    }
}
