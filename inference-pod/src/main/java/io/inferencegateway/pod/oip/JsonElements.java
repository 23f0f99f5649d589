package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.ProblemException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Takes a tensor's elements one by one, as the values the parser is at.
final class JsonElements {
    private static final BigInteger UINT64_END = BigInteger.ONE.shiftLeft(Long.SIZE);

    private final JsonParser json;
    private final String input;
    private final Datatype type;
    private final long expected;
    private final int most;
    private ByteBuffer data;
    private long count;
    private @Nullable Allowance growing;

    /// @param expected elements there must be in the end
    /// @param most bytes there may be
    JsonElements(JsonParser json, String input, Datatype type, long expected, int most) {
        if (type == Datatype.FP16 || type == Datatype.BF16) {
            throw invalid("input '%s' is %s, which has no JSON form; send it in binary".formatted(input, type));
        }
        this.json = json;
        this.input = input;
        this.type = type;
        this.expected = expected;
        this.most = most;
        // Room for all; texts have it when they come.
        this.data = room((int) (expected * type.width()));
    }

    /// Takes as many elements as come.
    JsonElements(JsonParser json, String input, Datatype type, Allowance allowance) {
        this(json, input, type, 0, allowance.left());
        this.growing = allowance;
    }

    void add() {
        count++;
        if (growing != null) {
            make(type.width());
        } else if (count > expected) {
            throw invalid("input '%s' has more elements than its shape says, which is %d".formatted(input, expected));
        }
        switch (type) {
            case BOOL -> data.put((byte) (truth() ? 1 : 0));
            case INT8 -> data.put((byte) whole(Byte.MIN_VALUE, Byte.MAX_VALUE));
            case UINT8 -> data.put((byte) whole(0, (1 << Byte.SIZE) - 1));
            case INT16 -> data.putShort((short) whole(Short.MIN_VALUE, Short.MAX_VALUE));
            case UINT16 -> data.putShort((short) whole(0, (1 << Short.SIZE) - 1));
            case INT32 -> data.putInt((int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UINT32 -> data.putInt((int) whole(0, (1L << Integer.SIZE) - 1));
            case INT64 -> data.putLong(whole(Long.MIN_VALUE, Long.MAX_VALUE));
            case UINT64 -> data.putLong(unsigned());
            case FP32 -> data.putFloat(single());
            case FP64 -> data.putDouble(real());
            case BYTES -> text(Json.string(json, "an element of input '" + input + "'"));
            case FP16, BF16 -> throw new IllegalStateException("refused before");
        }
    }

    ByteBuffer end(List<Long> shape) {
        if (count != expected) {
            throw invalid(
                    "input '%s' has %d elements, but its shape %s says %d".formatted(input, count, shape, expected));
        }
        return data.flip();
    }

    ByteBuffer end() {
        return data.flip();
    }

    private boolean truth() {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> whole(0, 1) == 1;
            case null, default -> throw no();
        };
    }

    private long whole(long least, long greatest) {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw no();
        }
        long value = json.getLongValue();
        if (value < least || value > greatest) {
            throw no();
        }
        return value;
    }

    private long unsigned() {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw no();
        }
        var value = json.getBigIntegerValue();
        if (value.signum() < 0 || value.compareTo(UINT64_END) >= 0) {
            throw no();
        }
        return value.longValue();
    }

    private float single() {
        float value = isNumber() ? json.getFloatValue() : (float) special();
        if (Float.isInfinite(value) && isNumber() && !json.isNaN()) {
            throw no();
        }
        return value;
    }

    private double real() {
        double value = isNumber() ? json.getDoubleValue() : special();
        if (Double.isInfinite(value) && isNumber() && !json.isNaN()) {
            throw no();
        }
        return value;
    }

    private boolean isNumber() {
        return json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT || json.currentToken() == JsonToken.VALUE_NUMBER_INT;
    }

    /// What our own answers write for numbers that JSON has no form for.
    private double special() {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw no();
        }
        return switch (json.getString()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw no();
        };
    }

    private void text(String element) {
        bytes(element.getBytes(StandardCharsets.UTF_8));
    }

    /// An element of a tensor of `BYTES`; the room for it is made as it comes.
    void bytes(byte[] element) {
        make(Integer.BYTES + element.length);
        data.putInt(element.length).put(element);
    }

    private void make(int room) {
        if (growing != null) {
            growing.use(room);
        }
        long needed = (long) data.position() + room;
        if (needed > most) {
            throw Refused.tooLarge(most);
        }
        if (needed > data.capacity()) {
            data = room((int) Math.min(most, Math.max(needed, 2L * data.capacity())))
                    .put(data.flip());
        }
    }

    private ProblemException no() {
        return invalid("element %d of input '%s' is no %s".formatted(count - 1, input, type));
    }

    private static ByteBuffer room(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
