package io.inferencegateway.pod.predict;

import java.util.List;

/// What can be sent to a model as tensors, and asked of it.
///
/// @param inputs all that the model has
/// @param outputs those that can be given
/// @param lacking its other outputs, in words
public record TensorUse(List<Slot> inputs, List<Slot> outputs, List<String> lacking) {
    public TensorUse {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        lacking = List.copyOf(lacking);
    }

    /// One input or output.
    ///
    /// @param shape -1 where the dimension is dynamic
    public record Slot(String name, Datatype datatype, List<Long> shape) {
        public Slot {
            shape = List.copyOf(shape);
        }

        boolean startsDynamic() {
            return !shape.isEmpty() && shape.getFirst() < 0;
        }
    }

    /// Whether the first dimension of everything is dynamic, so that clients take it for the batch.
    public boolean batches() {
        return inputs.stream().allMatch(Slot::startsDynamic) && outputs.stream().allMatch(Slot::startsDynamic);
    }
}
