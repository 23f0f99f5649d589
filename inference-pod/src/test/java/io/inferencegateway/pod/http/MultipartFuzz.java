package io.inferencegateway.pod.http;

import io.inferencegateway.pod.predict.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Any form has its field inside the body, has none, or is malformed.
public final class MultipartFuzz {
    private MultipartFuzz() {}

    /// @param bytes the boundary up to the first line feed, then the body
    public static void fuzzerTestOneInput(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == 0 || end == bytes.length) {
            return; // a request without a boundary does not come this far
        }
        String boundary = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        byte[] body = Arrays.copyOfRange(bytes, end + 1, bytes.length);
        try {
            Multipart.find(body, boundary, "file").ifPresent(part -> {
                if (part.offset() < 0 || part.length() < 0 || part.offset() + part.length() > body.length) {
                    throw new IllegalStateException("outside the body: " + part);
                }
            });
        } catch (ProblemException refused) {
            // malformed
        }
    }
}
