package io.inferencegateway.pod.predict;

import java.util.List;

/// What a model takes and gives, as its file declares it.
public record Signature(List<Tensor> inputs, List<Tensor> outputs) {
    public Signature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// One input or output.
    ///
    /// @param type element type as ONNX Runtime names it (`FLOAT`, `INT64`, …), or `SEQUENCE`, `MAP`
    /// @param shape one number per dimension; -1 where it is dynamic; empty for what is no tensor
    public record Tensor(String name, String type, List<Long> shape) {
        public Tensor {
            shape = List.copyOf(shape);
        }

        @Override
        public String toString() {
            return "'%s' %s%s".formatted(name, type, shape);
        }
    }
}
