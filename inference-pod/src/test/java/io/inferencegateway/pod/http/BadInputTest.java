package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.RunningPod;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every kind of bad input has its status and the lab's error body, and the next good request is answered.
class BadInputTest {
    private static RunningPod pod;

    @BeforeAll
    static void start() {
        pod = RunningPod.ofColours(Map.of("REQUEST_TIMEOUT_MS", "60000"));
    }

    @AfterAll
    static void stop() {
        pod.close();
    }

    @AfterEach
    void theNextGoodRequestIsAnswered() throws Exception {
        assertEquals(200, pod.predict(RunningPod.sample("chelsea.jpg")).statusCode());
    }

    @Test
    void noFilePart() throws Exception {
        assertError(400, "INVALID_INPUT", pod.predict("picture", RunningPod.sample("chelsea.jpg")));
    }

    @Test
    void emptyFile() throws Exception {
        assertError(400, "INVALID_INPUT", pod.predict(new byte[0]));
        assertError(400, "INVALID_INPUT", pod.predictRaw("image/jpeg", new byte[0]));
    }

    @Test
    void textAsImage() throws Exception {
        assertError(400, "INVALID_INPUT", pod.predict("hello".getBytes()));
    }

    @Test
    void truncatedJpeg() throws Exception {
        assertError(400, "INVALID_INPUT", pod.predict(Arrays.copyOf(RunningPod.sample("chelsea.jpg"), 20_000)));
    }

    @Test
    void aHeaderThatPromisesNineHundredMegapixels() throws Exception {
        var response = pod.predict(hugePng());
        assertError(413, "PAYLOAD_TOO_LARGE", response);
        assertTrue(response.body().contains("30000x30000"), response.body());
    }

    @Test
    void oneHundredMegabytesWithAndWithoutALength() throws Exception {
        assertError(413, "PAYLOAD_TOO_LARGE", pod.predictRaw("image/jpeg", new byte[100_000_000]));
        var endless = HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(100_000_000));
        assertError(
                413,
                "PAYLOAD_TOO_LARGE",
                pod.send(pod.request(pod.settings().port(), "/predict")
                        .header("Content-Type", "image/png")
                        .POST(endless)));
    }

    @Test
    void wrongOrMissingContentType() throws Exception {
        assertError(415, "UNSUPPORTED_MEDIA_TYPE", pod.predictRaw("text/plain", new byte[10]));
        assertError(415, "UNSUPPORTED_MEDIA_TYPE", pod.predictRaw("application/json", "{}".getBytes()));
        var none = pod.request(pod.settings().port(), "/predict").POST(HttpRequest.BodyPublishers.ofString("x"));
        assertError(415, "UNSUPPORTED_MEDIA_TYPE", pod.send(none));
    }

    @Test
    void brokenMultipart() throws Exception {
        assertError(400, "INVALID_INPUT", pod.predictRaw("multipart/form-data", new byte[10]));
        assertError(400, "INVALID_INPUT", pod.predictRaw("multipart/form-data; boundary=x", new byte[10]));
        byte[] form = RunningPod.form("file", RunningPod.sample("chelsea.jpg"));
        byte[] cut = Arrays.copyOf(form, form.length - 20);
        assertError(400, "INVALID_INPUT", pod.predictRaw("multipart/form-data; boundary=----pictures", cut));
    }

    @Test
    void unknownPathAndWrongMethod() throws Exception {
        assertError(404, "NOT_FOUND", pod.get("/nothing"));
        assertError(404, "NOT_FOUND", pod.get("/metrics"));
        var get = pod.get("/predict");
        assertError(405, "METHOD_NOT_ALLOWED", get);
        assertEquals("POST", get.headers().firstValue("Allow").orElse(""));
        var delete = pod.request(pod.settings().port(), "/healthz").DELETE();
        assertError(405, "METHOD_NOT_ALLOWED", pod.send(delete));
    }

    private static void assertError(int status, String code, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        var body = RunningPod.json(response);
        assertEquals(code, body.stringValue("error", ""), response.body());
        assertFalse(body.stringValue("message", "").isBlank(), response.body());
        assertEquals(body.stringValue("message", ""), body.stringValue("detail", "?"));
        assertEquals(response.headers().firstValue("X-Request-ID").orElse("none"), body.stringValue("request_id", "?"));
        assertFalse(response.body().contains("Exception"), response.body());
    }

    private static byte[] hugePng() {
        var header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes())
                .putInt(30_000)
                .putInt(30_000)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        var crc = new CRC32();
        crc.update(header);
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        out.writeBytes(ByteBuffer.allocate(4).putInt(13).array());
        out.writeBytes(header);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return out.toByteArray();
    }

    private static final class Zeros extends InputStream {
        private int left;

        Zeros(int count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(left, length);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
