package io.inferencegateway.pod.oip;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads a flat array of JSON numbers as floats, each the nearest to what is written (IEEE 754), as `Float.parseFloat`
/// would have it.
///
/// Eighteen digits and a power of ten that a double holds exactly (Clinger, 1990) give a double that is off by less
/// than three units in its last place. That decides which float is nearest, unless the double lies as close to the
/// middle between two floats; then, and for powers beyond, the JDK's own parser does.
final class JsonFloats {
    /// A number below has room for one digit more: eighteen at most.
    private static final long ROOM = 100_000_000_000_000_000L;

    private static final long ROOM_FOR_EIGHT = 10_000_000_000L;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ZEROS = 0x3030303030303030L;
    private static final long ABOVE_NINE = 0x7676767676767676L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;
    private static final long EVEN_PAIRS = 0x000000FF000000FFL;
    private static final long[] WHOLE_POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    /// Exact in a double.
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /// Bits of a double that a float lacks, and the middle of what they can be.
    private static final long BELOW_FLOAT = (1L << 29) - 1;

    private static final long MIDDLE = 1L << 28;
    private static final long OFF = 4;

    private static final int HIGHEST_EXPONENT = 999;

    private final byte[] text;
    private final int end;
    private int at;
    private int dropped;

    private JsonFloats(byte[] text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    /// The numbers between two brackets.
    ///
    /// @param from behind the first bracket
    /// @param end at the last
    /// @param count how many there must be
    /// @return little-endian; empty when it is anything but so many numbers that floats can hold
    static Optional<ByteBuffer> read(byte[] text, int from, int end, int count) {
        return new JsonFloats(text, from, end).all(count);
    }

    private Optional<ByteBuffer> all(int count) {
        var floats = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            if (i > 0 && !passed(',')) {
                return Optional.empty();
            }
            skipBlanks();
            float value = next();
            if (!Float.isFinite(value)) {
                return Optional.empty();
            }
            floats.putFloat(value);
            skipBlanks();
        }
        return at == end ? Optional.of(floats.flip()) : Optional.empty();
    }

    /// The next number; NaN when there is none as JSON writes it, or a longer one than the parser takes.
    private float next() {
        int start = at;
        boolean negative = passed('-');
        int first = at;
        long digits = digits(0);
        // Digits that there was no room for.
        int exponent = dropped;
        int whole = at - first;
        if (whole == 0 || whole > 1 && text[first] == '0') {
            return Float.NaN;
        }
        boolean real = passed('.');
        if (real) {
            int point = at;
            digits = digits(digits);
            exponent -= at - point - dropped;
            if (at == point) {
                return Float.NaN;
            }
        }
        if (passed('e') || passed('E')) {
            real = true;
            int power = power();
            if (power > HIGHEST_EXPONENT) {
                return Float.NaN;
            }
            exponent += power;
        }
        if (at - start > Json.LONGEST_NUMBER) {
            return Float.NaN;
        }
        if (digits == 0) {
            // A whole number has no negative zero.
            return negative && real ? -0.0f : 0.0f;
        }
        return nearest(start, negative, digits, exponent);
    }

    /// Appends the digits that come to others, as far as there is room; says how many were `dropped`.
    ///
    /// Up to eight at once: of a branch for each digit the processor guesses one wrong in most numbers.
    private long digits(long before) {
        byte[] from = text;
        int i = at;
        long digits = before;
        while (digits < ROOM_FOR_EIGHT && i <= from.length - Long.BYTES) {
            long eight = (long) EIGHT.get(from, i) ^ ZEROS;
            // In the lowest byte that is no digit the highest bit is set; behind the end is a bracket.
            int count = Long.numberOfTrailingZeros(((eight + ABOVE_NINE) | eight) & HIGHEST_BITS) / Byte.SIZE;
            if (count > 0) {
                digits = digits * WHOLE_POWERS[count] + value(eight << Byte.SIZE * (Long.BYTES - count));
                i += count;
            }
            if (count < Long.BYTES) {
                at = i;
                dropped = 0;
                return digits;
            }
        }
        int left = 0;
        for (; i < end && from[i] >= '0' && from[i] <= '9'; i++) {
            if (digits < ROOM) {
                digits = 10 * digits + (from[i] - '0');
            } else {
                left++;
            }
        }
        at = i;
        dropped = left;
        return digits;
    }

    /// The number of eight digits, the first in the lowest byte: neighbours are joined to pairs, those to fours, those
    /// to all eight.
    private static long value(long eight) {
        long pairs = 10 * eight + (eight >>> Byte.SIZE);
        long high = (pairs & EVEN_PAIRS) * (100 + (1_000_000L << Integer.SIZE));
        long low = ((pairs >>> Short.SIZE) & EVEN_PAIRS) * (1 + (10_000L << Integer.SIZE));
        return (high + low) >>> Integer.SIZE;
    }

    /// What follows `e`; more than the highest exponent when that is no number, or too long a one.
    private int power() {
        boolean negative = passed('-');
        if (!negative) {
            passed('+');
        }
        int first = at;
        int power = 0;
        while (isDigit()) {
            if (at - first > 2) {
                return HIGHEST_EXPONENT + 1;
            }
            power = 10 * power + (text[at++] - '0');
        }
        if (at == first) {
            return HIGHEST_EXPONENT + 1;
        }
        return negative ? -power : power;
    }

    private float nearest(int start, boolean negative, long digits, int exponent) {
        if (exponent >= -22 && exponent <= 22) {
            double near = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
            long below = Double.doubleToRawLongBits(near) & BELOW_FLOAT;
            // Floats that are smaller than normal have fewer bits than that.
            if (Math.abs(below - MIDDLE) > OFF && near >= Float.MIN_NORMAL) {
                return (float) (negative ? -near : near);
            }
        }
        return Float.parseFloat(new String(text, start, at - start, StandardCharsets.US_ASCII));
    }

    private boolean isDigit() {
        return at < end && text[at] >= '0' && text[at] <= '9';
    }

    private boolean passed(char wanted) {
        if (at < end && text[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < end && PlainArrays.isBlank(text[at])) {
            at++;
        }
    }
}
