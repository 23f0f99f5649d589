package io.inferencegateway.pod.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/// Reads the body of a request, but never more than the limit, whatever it becomes when it is unpacked.
final class Body {
    private Body() {}

    /// The body as it came.
    ///
    /// @throws ProblemException when it is too large
    static byte[] read(ServerRequest request, int maxBytes) {
        long announced = request.headers().contentLength().orElse(-1);
        if (announced > maxBytes) {
            throw tooLarge(maxBytes);
        }
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        // One byte more than allowed tells a body without a length that is too large.
        byte[] body =
                reading(request, in -> announced < 0 ? in.readNBytes(maxBytes + 1) : announced(in, (int) announced));
        if (body.length > maxBytes) {
            throw tooLarge(maxBytes);
        }
        return body;
    }

    /// A long body with tensors in binary as it came, in memory where the engine can read them. It is to be given back
    /// to `ReadAhead` when nothing reads it any more.
    ///
    /// @param json bytes before the first tensor
    /// @return none where there is no such memory, or the body is not such that it could be left there
    static Optional<ByteBuffer> inMemory(ServerRequest request, long json, int maxBytes) {
        long announced = request.headers().contentLength().orElse(-1);
        boolean fits = json >= 0 && json <= announced && announced <= maxBytes;
        if (!fits || request.headers().contains(HeaderNames.CONTENT_ENCODING)) {
            return Optional.empty();
        }
        var memory = ReadAhead.memory((int) announced, (int) json);
        memory.ifPresent(taken -> {
            try {
                reading(request, in -> announced(in, taken));
            } catch (RuntimeException cut) {
                ReadAhead.giveBack(taken);
                throw cut;
            }
        });
        return memory;
    }

    /// Reads from the client.
    private interface Reading<B> {
        B from(InputStream in) throws IOException;
    }

    private static <B> B reading(ServerRequest request, Reading<B> reading) {
        try (var in = request.content().inputStream()) {
            B body = reading.from(in);
            SlowClients.bodyRead(request);
            return body;
        } catch (IOException | UncheckedIOException | DataReader.InsufficientDataAvailableException cut) {
            throw new CloseConnectionException("The client stopped sending the body", cut);
        }
    }

    private static byte[] announced(InputStream in, int length) throws IOException {
        byte[] body = ReadAhead.body(length);
        tell(in);
        return body;
    }

    private static ByteBuffer announced(InputStream in, ByteBuffer memory) throws IOException {
        ReadAhead.body(memory);
        tell(in);
        return memory;
    }

    /// The server learns from it that the body was read.
    private static void tell(InputStream in) throws IOException {
        if (in.read() >= 0) {
            throw new IllegalStateException("the server has read a body that was taken from it");
        }
    }

    /// The body, unpacked as its `Content-Encoding` says.
    ///
    /// @throws ProblemException when it is too large, packed or not, or cannot be unpacked
    static byte[] unpacked(ServerRequest request, int maxBytes) {
        byte[] body = read(request, maxBytes);
        String encoding = request.headers()
                .first(HeaderNames.CONTENT_ENCODING)
                .orElse("identity")
                .strip()
                .toLowerCase(Locale.ROOT);
        return unpacked(body, encoding, maxBytes);
    }

    static byte[] unpacked(byte[] body, String encoding, int maxBytes) {
        try (var in = unpacking(body, encoding)) {
            if (encoding.equals("identity")) {
                return body;
            }
            byte[] unpacked = in.readNBytes(maxBytes + 1);
            if (unpacked.length > maxBytes) {
                throw tooLarge(maxBytes);
            }
            return unpacked;
        } catch (IOException broken) {
            throw new ProblemException(
                    new Problem.BadRequest("INVALID_INPUT", "The body is not " + encoding + ", as it says it is"));
        }
    }

    private static InputStream unpacking(byte[] body, String encoding) throws IOException {
        var packed = new ByteArrayInputStream(body);
        return switch (encoding) {
            case "identity" -> packed;
            case "gzip", "x-gzip" -> new GZIPInputStream(packed);
            // RFC 9110, section 8.4.1.2: the zlib format.
            case "deflate" -> new InflaterInputStream(packed);
            default ->
                throw new ProblemException(new Problem.Unsupported(
                        "The content encoding is not supported; send gzip, deflate, or the body as it is"));
        };
    }

    static ProblemException tooLarge(int maxBytes) {
        return new ProblemException(
                new Problem.TooLarge("The request is larger than %d bytes; send less at a time".formatted(maxBytes)));
    }
}
