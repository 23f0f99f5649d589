package io.inferencegateway.pod.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.inferencegateway.pod.predict.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartTest {
    private static final String FIRST = "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n";

    @Test
    void theFieldIsFoundAmongOthers() {
        byte[] body = bytes(FIRST + part("file", "a.jpg", "PIXELS") + "--b--\r\n");
        var found = Multipart.find(body, "b", "file").orElseThrow();
        assertEquals("PIXELS", new String(body, found.offset(), found.length(), StandardCharsets.ISO_8859_1));
        assertEquals(Optional.of("a.jpg"), found.filename());
    }

    @Test
    void contentMayHoldLineBreaksAndSomethingLikeTheBoundary() {
        String content = "\r\n--\r\n-b\r\n--a\n--b";
        byte[] body = bytes("preamble\r\n" + part("file", "x", content) + "--b--");
        var found = Multipart.find(body, "b", "file").orElseThrow();
        assertArrayEquals(bytes(content), Arrays.copyOfRange(body, found.offset(), found.offset() + found.length()));
    }

    @Test
    void anEmptyPartIsEmpty() {
        byte[] body = bytes("--b\r\nContent-Disposition: form-data; name=file\r\n\r\n\r\n--b--\r\n");
        assertEquals(0, Multipart.find(body, "b", "file").orElseThrow().length());
    }

    @Test
    void aBodyWithoutTheFieldHasNone() {
        assertTrue(Multipart.find(bytes(FIRST + "--b--\r\n"), "b", "file").isEmpty());
    }

    @Test
    void cutsAnywhereAndRandomBytesAreRefusedOrFoundButNeverBreakTheScanner() {
        byte[] whole = bytes(FIRST + part("file", "a.jpg", "PIXELS") + "--b--\r\n");
        for (int length = 0; length < whole.length; length++) {
            tryFind(Arrays.copyOf(whole, length));
        }
        var random = new Random(3);
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 4; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            tryFind(damaged);
        }
        assertThrows(ProblemException.class, () -> Multipart.find(new byte[0], "b", "file"));
    }

    private static void tryFind(byte[] body) {
        try {
            Multipart.find(body, "b", "file").ifPresent(found -> {
                assertTrue(found.offset() >= 0 && found.length() >= 0);
                assertTrue(found.offset() + found.length() <= body.length);
            });
        } catch (ProblemException refused) {
            assertTrue(refused.getMessage().startsWith("Malformed multipart body"));
        }
    }

    private static String part(String name, String filename, String content) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + filename
                + "\"\r\nContent-Type: image/jpeg\r\n\r\n" + content + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
