package io.inferencegateway.pod.training;

import io.inferencegateway.pod.training.Training.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// One of each request that pods get, over and over.
final class Client {
    private static final String MODEL = "efficientnet-lite0";
    private static final String BOUNDARY = "----training";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Ports ports;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final GrpcClient grpc;
    private final byte[] jpeg = form(Pictures.encoded("jpg"));
    private final byte[] png = form(Pictures.encoded("png"));
    private final TensorRequests tensors;

    Client(Ports ports) throws IOException {
        this.ports = ports;
        this.grpc = new GrpcClient(ports.grpc(), MODEL);
        this.tensors = new TensorRequests();
    }

    /// Returns when the pod's model is loaded.
    void awaitReady(BooleanSupplier alive) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ready()) {
            if (!alive.getAsBoolean() || System.nanoTime() > end) {
                throw new IllegalStateException("the pod did not become ready; its log says why");
            }
            Thread.sleep(50);
        }
        tensors.learn(grpc.metadata());
    }

    private boolean ready() throws InterruptedException {
        try {
            return status(request(ports.http(), "/readyz").GET()) == 200;
        } catch (IOException notListening) {
            return false;
        }
    }

    /// @throws IllegalStateException when an answer is not what it should be
    void round() throws Exception {
        post("/predict", "multipart/form-data; boundary=" + BOUNDARY, jpeg, 200);
        post("/predict", "multipart/form-data; boundary=" + BOUNDARY, jpeg, 200);
        post("/predict", "multipart/form-data; boundary=" + BOUNDARY, png, 200);
        post("/predict", "multipart/form-data; boundary=" + BOUNDARY, form(new byte[] {1, 2, 3}), 400);
        post("/v2/models/" + MODEL + "/infer", "application/json", tensors.json(), 200);
        binary();
        grpc.infer(tensors);
        grpc.health();
        get(ports.http(), "/healthz", 200);
        get(ports.http(), "/v2/models/" + MODEL, 200);
        get(ports.http(), "/no-such-path", 404);
        for (var probe : new String[] {"started", "ready", "live"}) {
            get(ports.management(), "/health/" + probe, 200);
        }
        expect(
                "/metrics",
                200,
                status(request(ports.management(), "/metrics")
                        .header("Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5")
                        .GET()));
        get(ports.management(), "/metrics", 200);
    }

    private void binary() throws Exception {
        String path = "/v2/models/" + MODEL + "/infer";
        byte[] header = tensors.binaryHeader();
        var body = new ByteArrayOutputStream();
        body.writeBytes(header);
        body.writeBytes(tensors.raw());
        expect(
                path,
                200,
                status(request(ports.http(), path)
                        .header("Content-Type", "application/octet-stream")
                        .header("Inference-Header-Content-Length", "" + header.length)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))));
    }

    private void get(int port, String path, int status) throws Exception {
        expect(path, status, status(request(port, path).GET()));
    }

    private void post(String path, String type, byte[] body, int status) throws Exception {
        expect(
                path,
                status,
                status(request(ports.http(), path)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))));
    }

    private static void expect(String path, int expected, int status) {
        if (status != expected) {
            throw new IllegalStateException(path + " was answered " + status + ", not " + expected);
        }
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(PATIENCE).build(), BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static byte[] form(byte[] content) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"picture\"\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(content);
        out.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return out.toByteArray();
    }
}
