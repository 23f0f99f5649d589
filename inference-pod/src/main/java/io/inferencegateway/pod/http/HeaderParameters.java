package io.inferencegateway.pod.http;

import java.util.Optional;

/// The parameters of a header field, as in `form-data; name="file"; filename="cat.jpg"` (RFC 9110, section 5.6.6): of a
/// form's content type, and of what each of its parts says of itself.
final class HeaderParameters {
    private HeaderParameters() {}

    /// Value of the first parameter of this name, without its quotes; names are the same in any case. Only a quote may
    /// be escaped in quotes: browsers write other backslashes of a file's name as they are.
    static Optional<String> find(String header, String name) {
        for (int at = header.indexOf(';'); at >= 0; ) {
            int equals = header.indexOf('=', at);
            if (equals < 0) {
                return Optional.empty();
            }
            int next = header.indexOf(';', at + 1);
            if (next >= 0 && next < equals) {
                at = next; // a parameter without a value
                continue;
            }
            int end = end(header, equals + 1);
            if (isNamed(header, at + 1, equals, name)) {
                return Optional.of(value(header, equals + 1, end)).filter(value -> !value.isEmpty());
            }
            at = header.indexOf(';', end);
        }
        return Optional.empty();
    }

    private static boolean isNamed(String header, int from, int to, String name) {
        int start = from;
        while (start < to && isBlank(header.charAt(start))) {
            start++;
        }
        return to - start == name.length() && header.regionMatches(true, start, name, 0, name.length());
    }

    /// Behind the last character of a value, its quotes among them. A quote that is not closed is a character.
    private static int end(String header, int from) {
        int end = from;
        if (header.startsWith("\"", from)) {
            int quote = header.indexOf('"', from + 1);
            while (quote > 0 && header.charAt(quote - 1) == '\\') {
                quote = header.indexOf('"', quote + 1);
            }
            if (quote > 0) {
                return quote + 1;
            }
        }
        while (end < header.length() && header.charAt(end) != ';' && !isBlank(header.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String value(String header, int from, int end) {
        boolean quoted = end - from > 1 && header.charAt(from) == '"' && header.charAt(end - 1) == '"';
        return quoted ? header.substring(from + 1, end - 1).replace("\\\"", "\"") : header.substring(from, end);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t';
    }
}
