package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// More work than one worker with a short queue can do.
class OverloadTest {
    @Test
    void aFullQueueIsAnsweredAtOnceWithWhenToComeBackAndProbesGoOn() throws Exception {
        try (var pod = RunningPod.with(Map.of("WORKERS", "1", "MAX_QUEUE_SIZE", "1", "REQUEST_TIMEOUT_MS", "60000"));
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            byte[] picture = RunningPod.sample("coffee.png");
            List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
            IntStream.range(0, 40).forEach(i -> calls.add(() -> pod.predict(picture)));
            calls.add(() -> pod.get("/healthz"));
            calls.add(() -> pod.get("/readyz"));
            calls.add(() -> pod.management("/health/ready"));
            var answers = new ArrayList<HttpResponse<String>>();
            for (var future : clients.invokeAll(calls)) {
                answers.add(future.get());
            }
            var probes = answers.subList(40, 43);
            assertTrue(probes.stream().allMatch(probe -> probe.statusCode() == 200), probes.toString());
            var byStatus = answers.subList(0, 40).stream()
                    .collect(Collectors.groupingBy(HttpResponse::statusCode, Collectors.counting()));
            assertEquals(java.util.Set.of(200, 503), byStatus.keySet());
            var shed = answers.stream()
                    .filter(a -> a.statusCode() == 503)
                    .findFirst()
                    .orElseThrow();
            assertEquals("1", shed.headers().firstValue("Retry-After").orElse("none"));
            assertEquals("SERVICE_UNAVAILABLE", RunningPod.json(shed).stringValue("error", ""));
            String scrape = pod.management("/metrics").body();
            assertTrue(
                    scrape.contains("outcome=\"overloaded\",status_code=\"503\"} " + byStatus.get(503) + ".0"), scrape);
        }
    }

    @Test
    void anAnswerThatIsTooLateIsADeadline() throws Exception {
        try (var pod = RunningPod.with(Map.of("REQUEST_TIMEOUT_MS", "1"))) {
            var late = pod.predict(RunningPod.sample("coffee.png"));
            assertEquals(504, late.statusCode());
            assertEquals("DEADLINE_EXCEEDED", RunningPod.json(late).stringValue("error", ""));
        }
    }

    @Test
    void requestsInFlightAreAnsweredWhenThePodStops() throws Exception {
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var pod = RunningPod.with(Map.of("WORKERS", "1", "REQUEST_TIMEOUT_MS", "60000"));
            byte[] picture = RunningPod.sample("coffee.png");
            var inFlight = IntStream.range(0, 8)
                    .mapToObj(i -> clients.submit(() -> pod.predict(picture)))
                    .toList();
            while (!pod.management("/metrics").body().contains("inference_queue_depth 7")
                    && !pod.management("/metrics").body().contains("inference_queue_depth 6")
                    && inFlight.stream().noneMatch(java.util.concurrent.Future::isDone)) {
                Thread.sleep(1);
            }
            pod.pod().drain();
            pod.pod().close();
            for (var answer : inFlight) {
                assertEquals(200, answer.get().statusCode());
            }
        }
    }
}
