package io.inferencegateway.pod.predict;

import java.util.Map;
import java.util.Optional;

/// Element types of the Open Inference Protocol, under its names.
public enum Datatype {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    BF16(2),
    FP32(4),
    FP64(8),
    /// Each element has a length of its own.
    BYTES(0);

    /// The model's element types, as ONNX Runtime names them, where the names differ.
    private static final Map<String, Datatype> OF_ONNX =
            Map.of("FLOAT", FP32, "DOUBLE", FP64, "FLOAT16", FP16, "BFLOAT16", BF16, "STRING", BYTES);

    private final int width;

    Datatype(int width) {
        this.width = width;
    }

    /// Bytes of an element; 0 for `BYTES`.
    public int width() {
        return width;
    }

    /// The type of a protocol name.
    public static Optional<Datatype> named(String name) {
        for (var type : values()) {
            if (type.name().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// The type of a model's input or output; none for what the protocol has no name for.
    public static Optional<Datatype> ofOnnx(String type) {
        return Optional.ofNullable(OF_ONNX.get(type))
                .or(() -> named(type).filter(same -> !OF_ONNX.containsValue(same)));
    }
}
