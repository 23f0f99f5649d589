package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A request without the long arrays of numbers of its fields `data`, which a JSON parser would go through number by
/// number, and where they are: `JsonFloats` reads them faster.
///
/// Nothing is judged here. What looks like such an array is left out, the parser sees an empty one in its place.
/// Whatever is unusual about the rest, or about the numbers, has the whole request read again by the parser alone,
/// which says what is wrong.
///
/// @param body that the request came in
/// @param text its JSON, with `[]` for each array that is left out
/// @param length bytes of the text
/// @param arrays what was left out, by the offset of its `[]`
record PlainArrays(byte[] body, byte[] text, int length, Map<Integer, Range> arrays) {
    /// Shorter ones are as soon read by the parser.
    private static final int SHORTEST = 4096;

    private static final byte[] NAME = {'d', 'a', 't', 'a'};

    /// What lies between two brackets of a body.
    record Range(int from, int to) {}

    /// A request of which nothing is left out.
    ///
    /// @param length bytes of JSON
    static PlainArrays none(byte[] body, int length) {
        return new PlainArrays(body, body, length, Map.of());
    }

    /// A request without what there is to be left out.
    ///
    /// @param length bytes of JSON
    static PlainArrays in(byte[] body, int length) {
        if (length < SHORTEST) {
            return none(body, length);
        }
        var text = new ByteArrayOutputStream(512);
        var arrays = new TreeMap<Integer, Range>();
        int copied = 0;
        // Where a string ended that is the name `data`, and only a colon and blanks came since.
        boolean named = false;
        for (int i = 0; i < length; i++) {
            byte here = body[i];
            if (here == '"') {
                int end = endOfString(body, i, length);
                named = isName(body, i + 1, end);
                i = end;
            } else if (here == '[' && named) {
                int end = endOfNumbers(body, i + 1, length);
                if (end - i >= SHORTEST) {
                    text.write(body, copied, i - copied);
                    arrays.put(text.size(), new Range(i + 1, end));
                    text.write('[');
                    copied = end;
                    i = end;
                }
                named = false;
            } else if (!isBlank(here) && here != ':') {
                named = false;
            }
        }
        text.write(body, copied, length - copied);
        return new PlainArrays(body, text.toByteArray(), text.size(), arrays);
    }

    /// The array whose place the parser is at.
    @Nullable
    Range at(long offset) {
        return arrays.get((int) offset);
    }

    /// The numbers of an array that was left out; empty when they are not so many floats.
    Optional<ByteBuffer> floats(Range array, long count) {
        // A number has one digit at least.
        return count > array.to() - array.from()
                ? Optional.empty()
                : JsonFloats.read(body, array.from(), array.to(), (int) count);
    }

    /// Position of the quote that ends a string; the end of the text where none does.
    private static int endOfString(byte[] body, int quote, int length) {
        for (int i = quote + 1; i < length; i++) {
            if (body[i] == '\\') {
                i++;
            } else if (body[i] == '"') {
                return i;
            }
        }
        return length;
    }

    private static boolean isName(byte[] body, int from, int to) {
        return to - from == NAME.length && Arrays.equals(body, from, to, NAME, 0, NAME.length);
    }

    /// Position of the bracket that ends an array which begins with a number; -1 where there is none. Whatever else
    /// is in it, `JsonFloats` will not take.
    private static int endOfNumbers(byte[] body, int from, int length) {
        int i = from;
        while (i < length && isBlank(body[i])) {
            i++;
        }
        if (i == length || body[i] != '-' && (body[i] < '0' || body[i] > '9')) {
            return -1;
        }
        return Bytes.indexOf(body, (byte) ']', i, length);
    }

    static boolean isBlank(byte here) {
        return here == ' ' || here == '\n' || here == '\r' || here == '\t';
    }
}
