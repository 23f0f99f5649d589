package io.inferencegateway.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// A pod that is asked for a GPU. The tests run with ONNX Runtime's build for the CPU, so CUDA is never to be had
/// here, whatever the machine.
class DeviceTest {
    @Test
    void withoutAGpuThePodIsUnreadyAndNamesAllThatIsMissing() throws Exception {
        try (var pod = RunningPod.ofColours(Map.of("MODEL_DEVICE", "cuda"))) {
            var ready = pod.get("/readyz");
            assertEquals(503, ready.statusCode());
            var body = RunningPod.json(ready);
            assertEquals("failed", body.stringValue("state", ""));
            String message = body.stringValue("message", "");
            assertTrue(message.contains("MODEL_DEVICE is cuda, but it cannot be used here; missing: "), message);
            assertTrue(message.contains("the CUDA build of ONNX Runtime"), message);
            assertEquals(200, pod.management("/health/live").statusCode());
            assertEquals(503, pod.predict(RunningPod.sample("chelsea.jpg")).statusCode());
        }
    }

    @Test
    void withTheFallbackItRunsOnTheCpuAndSaysSo() throws Exception {
        try (var pod = RunningPod.ofColours(
                Map.of("MODEL_DEVICE", "cuda", "MODEL_DEVICE_FALLBACK", "cpu", "REQUEST_TIMEOUT_MS", "60000"))) {
            var body = RunningPod.json(pod.get("/readyz"));
            assertEquals("ready", body.stringValue("status", ""));
            assertEquals("cpu", body.stringValue("device", ""));
            String scrape = pod.management("/metrics").body();
            assertTrue(scrape.contains("inference_device_info{actual=\"cpu\",requested=\"cuda\"} 1"), scrape);
            assertEquals(200, pod.predict(RunningPod.sample("chelsea.jpg")).statusCode());
        }
    }
}
