package io.inferencegateway.pod.predict;

import java.util.List;
import java.util.Optional;

/// What a model takes and gives, as its file declares it.
public record Signature(List<Tensor> inputs, List<Tensor> outputs) {
    public Signature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /// One input or output.
    ///
    /// @param type element type as ONNX names it (`FLOAT`, `INT64`, …), or `SEQUENCE`, `MAP`
    /// @param shape one number per dimension; -1 where it is dynamic; empty for what is no tensor
    public record Tensor(String name, String type, List<Long> shape) {
        public Tensor {
            shape = List.copyOf(shape);
        }

        /// The protocol's name of the type; none for what it has no name for.
        public Optional<Datatype> datatype() {
            return Datatype.ofOnnx(type);
        }

        @Override
        public String toString() {
            return "'%s' %s%s".formatted(name, type, shape);
        }
    }
}
