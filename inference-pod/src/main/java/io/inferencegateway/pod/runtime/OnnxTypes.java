package io.inferencegateway.pod.runtime;

import ai.onnxruntime.OnnxJavaType;
import io.inferencegateway.pod.predict.Datatype;

/// The engine's types, by the protocol's names.
final class OnnxTypes {
    private OnnxTypes() {}

    /// @throws IllegalStateException for a type no input can have: a model with such an input is not loaded
    static OnnxJavaType java(Datatype type) {
        return switch (type) {
            case BOOL -> OnnxJavaType.BOOL;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT8 -> OnnxJavaType.INT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            case FP16 -> OnnxJavaType.FLOAT16;
            case BF16 -> OnnxJavaType.BFLOAT16;
            case FP32 -> OnnxJavaType.FLOAT;
            case FP64 -> OnnxJavaType.DOUBLE;
            case BYTES -> OnnxJavaType.STRING;
            case UINT16, UINT32, UINT64 -> throw new IllegalStateException("no input of type " + type);
        };
    }
}
