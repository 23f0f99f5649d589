package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a client sees of refusals and deadlines.
class ShedTest {
    @Test
    void aRefusalLeavesItsConnectionOpen() throws Exception {
        try (var pod = RunningPod.with(Map.of("WORKERS", "1", "MAX_QUEUE_SIZE", "1", "REQUEST_TIMEOUT_MS", "60000"));
                var clients = Executors.newVirtualThreadPerTaskExecutor();
                var socket = new Socket("127.0.0.1", pod.settings().port())) {
            byte[] picture = RunningPod.sample("chelsea.jpg");
            byte[] slow = RunningPod.slowSample();
            int refused = 0;
            long end = System.nanoTime() + 60_000_000_000L;
            while (refused == 0) {
                assertTrue(System.nanoTime() < end, "never refused");
                var others = IntStream.range(0, 4)
                        .mapToObj(i -> clients.submit(() -> pod.predict(slow)))
                        .toList();
                while (refused == 0 && !others.stream().allMatch(Future::isDone)) {
                    refused += ask(socket, picture) == 503 ? 1 : 0;
                }
                for (var other : others) {
                    other.get();
                }
            }
            assertEquals(200, ask(socket, picture));
        }
    }

    @Test
    void aClientThatWaitsLessIsAnsweredInItsTime() throws Exception {
        try (var pod = RunningPod.with(Map.of("REQUEST_TIMEOUT_MS", "60000"))) {
            assertEquals(200, patient(pod, "50000"));
            assertEquals(504, patient(pod, "1"));
            for (var nonsense : new String[] {"0", "-1", "1.5", "soon", "9999999999", "1 2"}) {
                assertEquals(400, patient(pod, nonsense), nonsense);
            }
        }
    }

    @Test
    void aClientThatWaitsLongerDoesNotLengthenTheDeadline() throws Exception {
        try (var pod = RunningPod.with(Map.of("REQUEST_TIMEOUT_MS", "1"))) {
            assertEquals(504, patient(pod, "60000"));
        }
    }

    @Test
    void whatWouldBeTooLateIsRefusedOrOnlyCountedAsTheSettingSays() throws Exception {
        for (var mode : new String[] {"enforce", "observe", "off"}) {
            try (var pod = RunningPod.with(Map.of(
                            "WORKERS", "1", "MAX_QUEUE_SIZE", "100", "REQUEST_TIMEOUT_MS", "10", "ADMISSION", mode));
                    var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                byte[] picture = RunningPod.sample("coffee.png");
                // The first one teaches the pod how long a prediction takes, in time or not.
                pod.predict(picture);
                var calls = IntStream.range(0, 30)
                        .mapToObj(i -> clients.submit(() -> pod.predict(picture)))
                        .toList();
                for (var call : calls) {
                    call.get();
                }
                String scrape = pod.management("/metrics").body();
                boolean refused = value(scrape, "inference_shed_total{reason=\"too_late\"}") > 0;
                boolean counted = value(scrape, "inference_would_shed_total{reason=\"too_late\"}") > 0;
                assertEquals(mode.equals("enforce"), refused, mode);
                assertEquals(mode.equals("observe"), counted, mode);
                assertTrue(value(scrape, "inference_queue_wait_seconds_count") > 0);
            }
        }
    }

    private static int patient(RunningPod pod, String milliseconds) throws Exception {
        return pod.send(pod.request(pod.settings().port(), "/predict")
                        .header("Content-Type", "image/png")
                        .header("X-Request-Timeout-Ms", milliseconds)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(RunningPod.sample("coffee.png"))))
                .statusCode();
    }

    private static double value(String scrape, String series) {
        var line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(scrape);
        return line.find() ? Double.parseDouble(line.group(1)) : -1;
    }

    /// Sends one request over the connection and reads its answer.
    private static int ask(Socket socket, byte[] picture) throws Exception {
        var out = socket.getOutputStream();
        out.write(("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/jpeg\r\nContent-Length: "
                        + picture.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(picture);
        out.flush();
        var in = new DataInputStream(socket.getInputStream());
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        var length = Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE)
                .matcher(head);
        assertTrue(length.find(), head.toString());
        in.readFully(new byte[Integer.parseInt(length.group(1))]);
        return Integer.parseInt(head.substring(9, 12));
    }
}
