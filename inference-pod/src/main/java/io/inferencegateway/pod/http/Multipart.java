package io.inferencegateway.pod.http;

import io.inferencegateway.pod.predict.Problem;
import io.inferencegateway.pod.predict.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Finds one field of a `multipart/form-data` body (RFC 7578) without copying it: pictures are random bytes,
/// and a general parser cuts them into hundreds of pieces.
final class Multipart {
    private static final byte[] CRLF = bytes("\r\n");
    private static final byte[] HEADERS_END = bytes("\r\n\r\n");
    private static final String DISPOSITION = "content-disposition:";
    private static final int LONGEST_HEADERS = 8192;
    private static final int LONGEST_FILENAME = 255;

    private Multipart() {}

    /// A field of the body.
    ///
    /// @param filename as the client named it; not to be trusted
    /// @param offset where its content starts in the body
    /// @param length bytes of its content
    record Part(Optional<String> filename, int offset, int length) {}

    /// Finds the first field of a name.
    ///
    /// @param boundary of the content type, without the leading dashes
    /// @throws ProblemException `BadRequest` when the body is not multipart as announced
    static Optional<Part> find(byte[] body, String boundary, String field) {
        byte[] delimiter = bytes("--" + boundary);
        int start = indexOf(body, delimiter, 0, body.length);
        if (start < 0) {
            throw malformed("the boundary of the content type is not in the body");
        }
        while (true) {
            int afterDelimiter = start + delimiter.length;
            if (startsWith(body, bytes("--"), afterDelimiter)) {
                return Optional.empty();
            }
            int headers = indexOf(body, CRLF, afterDelimiter, Math.min(body.length, afterDelimiter + LONGEST_HEADERS));
            if (headers < 0) {
                throw malformed("a part does not begin with its headers");
            }
            int headersEnd = indexOf(body, HEADERS_END, headers, Math.min(body.length, headers + LONGEST_HEADERS));
            if (headersEnd < 0) {
                throw malformed("the headers of a part do not end");
            }
            int content = headersEnd + HEADERS_END.length;
            // An empty part's delimiter begins with the line break that ends its headers.
            int next = end(body, bytes("\r\n--" + boundary), content - CRLF.length);
            if (next < 0) {
                throw malformed("the last boundary is missing; the body is cut short");
            }
            String disposition = disposition(body, headers, headersEnd);
            if (HeaderParameters.find(disposition, "name").filter(field::equals).isPresent()) {
                var filename = HeaderParameters.find(disposition, "filename")
                        .map(name -> name.substring(0, Math.min(name.length(), LONGEST_FILENAME)));
                return Optional.of(new Part(filename, content, Math.max(0, next - content)));
            }
            start = next + CRLF.length;
        }
    }

    private static String disposition(byte[] body, int from, int to) {
        String headers = new String(body, from, to - from, StandardCharsets.UTF_8);
        for (int line = 0; line < headers.length(); ) {
            int end = headers.indexOf("\r\n", line);
            end = end < 0 ? headers.length() : end;
            if (headers.regionMatches(true, line, DISPOSITION, 0, DISPOSITION.length())) {
                return headers.substring(line, end);
            }
            line = end + CRLF.length;
        }
        return "";
    }

    private static boolean startsWith(byte[] body, byte[] prefix, int at) {
        return at + prefix.length <= body.length
                && Arrays.equals(body, at, at + prefix.length, prefix, 0, prefix.length);
    }

    /// Position of the delimiter that ends a part, or -1. By Horspool's rule: the byte at which it would end says how
    /// far the next place may be, mostly its whole length away.
    private static int end(byte[] body, byte[] delimiter, int from) {
        int last = delimiter.length - 1;
        int[] skip = new int[1 << Byte.SIZE];
        Arrays.fill(skip, delimiter.length);
        for (int i = 0; i < last; i++) {
            skip[Byte.toUnsignedInt(delimiter[i])] = last - i;
        }
        for (int at = from; at + last < body.length; at += skip[Byte.toUnsignedInt(body[at + last])]) {
            if (startsWith(body, delimiter, at)) {
                return at;
            }
        }
        return -1;
    }

    /// Position of the first occurrence between two positions, or -1. The first byte is looked for alone: it is rare.
    private static int indexOf(byte[] body, byte[] needle, int from, int to) {
        for (int i = Math.max(0, from); i <= to - needle.length; i++) {
            if (body[i] == needle[0] && startsWith(body, needle, i)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static ProblemException malformed(String why) {
        return new ProblemException(new Problem.BadRequest("INVALID_INPUT", "Malformed multipart body: " + why));
    }
}
