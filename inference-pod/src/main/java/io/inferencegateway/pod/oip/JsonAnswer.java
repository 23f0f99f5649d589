package io.inferencegateway.pod.oip;

import static io.inferencegateway.pod.oip.Refused.invalid;

import io.inferencegateway.pod.predict.BytesTensor;
import io.inferencegateway.pod.predict.Datatype;
import io.inferencegateway.pod.predict.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Writes an answer: JSON, and behind it what is asked for in binary.
///
/// @param json its JSON
/// @param tail tensors in binary, in the order of the outputs
public record JsonAnswer(byte[] json, List<ByteBuffer> tail) {
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    public JsonAnswer {
        tail = List.copyOf(tail);
    }

    /// @throws io.inferencegateway.pod.predict.ProblemException when an output has no JSON form and is not asked for in
    /// binary
    public static JsonAnswer of(InferAnswer answer) {
        byte[] json = Json.write(out -> {
            out.writeStartObject();
            out.writeStringProperty("model_name", answer.model());
            out.writeStringProperty("model_version", answer.version());
            answer.id().ifPresent(id -> out.writeStringProperty("id", id));
            out.writeArrayPropertyStart("outputs");
            answer.outputs().forEach(output -> write(out, output));
            out.writeEndArray();
            out.writeEndObject();
        });
        return new JsonAnswer(json, tail(answer));
    }

    static List<ByteBuffer> tail(InferAnswer answer) {
        var tail = new ArrayList<ByteBuffer>(answer.outputs().size());
        for (var output : answer.outputs()) {
            if (output.binary()) {
                tail.add(output.tensor().values());
            }
        }
        return tail;
    }

    /// Both, one after the other.
    public byte[] whole() {
        int length = json.length;
        for (var tensor : tail) {
            length = Math.addExact(length, tensor.remaining());
        }
        byte[] whole = Arrays.copyOf(json, length);
        int at = json.length;
        for (var tensor : tail) {
            int size = tensor.remaining();
            tensor.duplicate().get(whole, at, size);
            at += size;
        }
        return whole;
    }

    private static void write(JsonGenerator out, InferAnswer.Output output) {
        var tensor = output.tensor();
        out.writeStartObject();
        out.writeStringProperty("name", tensor.name());
        out.writeStringProperty("datatype", tensor.datatype().name());
        out.writeArrayPropertyStart("shape");
        tensor.shape().forEach(out::writeNumber);
        out.writeEndArray();
        if (output.binary()) {
            out.writeObjectPropertyStart("parameters");
            out.writeNumberProperty("binary_data_size", tensor.values().remaining());
            out.writeEndObject();
        } else {
            out.writeArrayPropertyStart("data");
            writer(tensor).write(out, Math.toIntExact(tensor.elements()));
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    /// Writes the elements of a tensor in their order.
    interface Writer {
        /// Writes the next so many elements.
        void write(JsonGenerator out, int count);
    }

    static Writer writer(Tensor tensor) {
        var type = tensor.datatype();
        if (type == Datatype.FP16 || type == Datatype.BF16) {
            throw invalid(
                    "output '%s' is %s, which has no JSON form; ask for it in binary".formatted(tensor.name(), type));
        }
        if (type == Datatype.BYTES) {
            var elements = BytesTensor.read(tensor).iterator();
            return (out, count) -> {
                for (int i = 0; i < count; i++) {
                    var element = elements.next();
                    byte[] text = new byte[element.remaining()];
                    element.get(text);
                    out.writeString(new String(text, java.nio.charset.StandardCharsets.UTF_8));
                }
            };
        }
        var values = tensor.values();
        return (out, count) -> {
            for (int i = 0; i < count; i++) {
                write(out, type, values);
            }
        };
    }

    private static void write(JsonGenerator out, Datatype type, ByteBuffer values) {
        switch (type) {
            case BOOL -> out.writeBoolean(values.get() != 0);
            case INT8 -> out.writeNumber((int) values.get());
            case UINT8 -> out.writeNumber(Byte.toUnsignedInt(values.get()));
            case INT16 -> out.writeNumber((int) values.getShort());
            case UINT16 -> out.writeNumber(Short.toUnsignedInt(values.getShort()));
            case INT32 -> out.writeNumber(values.getInt());
            case UINT32 -> out.writeNumber(values.getInt() & UNSIGNED_INT);
            case INT64 -> out.writeNumber(values.getLong());
            case UINT64 -> out.writeNumber(Long.toUnsignedString(values.getLong()));
            // NaN and the infinities become strings, which numpy reads as what they are.
            case FP32 -> out.writeNumber(values.getFloat());
            case FP64 -> out.writeNumber(values.getDouble());
            case FP16, BF16, BYTES -> throw new IllegalStateException("" + type);
        }
    }
}
