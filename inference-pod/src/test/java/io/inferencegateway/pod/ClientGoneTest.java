package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Clients that do not wait for their answers, by raw sockets.
class ClientGoneTest {
    private static final int STAYING = 6;
    private static final int LEAVING = 4;

    @Test
    void whatAClientThatLeftWasWaitingForIsNotRun() throws Exception {
        try (var pod = RunningPod.with(Map.of("WORKERS", "1", "MAX_QUEUE_SIZE", "100", "REQUEST_TIMEOUT_MS", "60000"));
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            byte[] slow = RunningPod.slowSample();
            byte[] picture = RunningPod.sample("coffee.png");
            var left = new AtomicBoolean();
            // As many as wait all the time, so that the ones that leave find a queue whatever the machine.
            var staying = IntStream.range(0, STAYING)
                    .mapToObj(i -> clients.submit(() -> {
                        int answered = 0;
                        do {
                            assertEquals(200, pod.predict(slow).statusCode());
                            answered++;
                        } while (!left.get());
                        return answered;
                    }))
                    .toList();
            until(pod, "inference_queue_depth", STAYING / 2);
            var leaving = new ArrayList<Socket>();
            for (int i = 0; i < LEAVING; i++) {
                leaving.add(send(pod, picture));
            }
            for (var socket : leaving) {
                socket.close();
            }
            until(pod, "inference_shed_total{reason=\"client_left\"}", LEAVING);
            left.set(true);
            int answered = 0;
            for (var client : staying) {
                answered += client.get();
            }
            assertEquals(answered, value(pod, "inference_duration_seconds_count"));
            assertEquals(
                    LEAVING,
                    value(pod, "http_requests_total{endpoint=\"/predict\",method=\"POST\",outcome=\"cancelled\""));
            assertEquals(0, value(pod, "inference_queue_depth"));
        }
    }

    /// The read ahead of an idle connection must not keep the pod.
    @Test
    @Timeout(120)
    void aPodWithIdleConnectionsEnds() throws Exception {
        var pod = RunningPod.ofColours(Map.of("IDLE_TIMEOUT_MS", "600000", "READ_TIMEOUT_MS", "600000"));
        try (var idle = send(pod, RunningPod.sample("chelsea.jpg"))) {
            var answer = idle.getInputStream();
            assertEquals("HTTP/1.1 200", new String(answer.readNBytes(12), StandardCharsets.US_ASCII));
            pod.close();
            while (answer.read() >= 0) {
                // the rest of the answer, then the end
            }
        }
    }

    private static Socket send(RunningPod pod, byte[] picture) throws IOException {
        var socket = new Socket("127.0.0.1", pod.settings().port());
        var out = socket.getOutputStream();
        out.write(("POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nContent-Length: "
                        + picture.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(picture);
        out.flush();
        return socket;
    }

    /// Waits until a series has at least the value.
    private static void until(RunningPod pod, String series, double least) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (value(pod, series) < least) {
            assertTrue(System.nanoTime() < end, series + " is " + value(pod, series));
            Thread.sleep(2);
        }
    }

    private static double value(RunningPod pod, String series) throws Exception {
        var line = Pattern.compile("^" + Pattern.quote(series) + "[^ ]* (\\S+)$", Pattern.MULTILINE)
                .matcher(pod.management("/metrics").body());
        return line.find() ? Double.parseDouble(line.group(1)) : 0;
    }
}
