package io.inferencegateway.pod.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/// Sends a body, packed when the client takes it so (RFC 9110, section 12.5.3).
final class Packing {
    /// Less than a packet: packing would gain nothing.
    private static final int SMALL = 1400;

    private Packing() {}

    static void send(ServerRequest request, ServerResponse response, byte[] body) {
        response.header(HeaderNames.VARY, "Accept-Encoding");
        var coding = request.headers()
                .first(HeaderNames.ACCEPT_ENCODING)
                .flatMap(accepted -> coding(
                        request.headers().get(HeaderNames.ACCEPT_ENCODING).allValues()))
                .filter(_ -> body.length > SMALL);
        if (coding.isEmpty()) {
            response.send(body);
            return;
        }
        response.header(HeaderNames.CONTENT_ENCODING, coding.get());
        response.send(packed(body, coding.get()));
    }

    /// The first of gzip and deflate that a client takes.
    static Optional<String> coding(List<String> headers) {
        var accepted = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(each -> each.strip().toLowerCase(Locale.ROOT))
                .filter(each -> !each.matches(".*;\\s*q=0(\\.0*)?\\s*"))
                .map(each -> each.replaceFirst("\\s*;.*", ""))
                .toList();
        return List.of("gzip", "deflate").stream().filter(accepted::contains).findFirst();
    }

    private static byte[] packed(byte[] body, String coding) {
        var out = new ByteArrayOutputStream(body.length / 2);
        try (var packing = packing(out, coding)) {
            packing.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a byte array does not fail", impossible);
        }
        return out.toByteArray();
    }

    private static OutputStream packing(OutputStream out, String coding) throws IOException {
        // Fast: the answer waits for it, and numbers hardly shrink.
        return coding.equals("gzip")
                ? new GZIPOutputStream(out) {
                    {
                        def.setLevel(Deflater.BEST_SPEED);
                    }
                }
                : new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED));
    }
}
