package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.Tensor;
import java.util.List;
import java.util.Optional;

/// The answer to a request.
///
/// @param id that of the request
public record InferAnswer(String model, String version, Optional<String> id, List<Output> outputs) {
    public InferAnswer {
        outputs = List.copyOf(outputs);
    }

    /// @param binary whether it is asked for in binary
    public record Output(Tensor tensor, boolean binary) {}

    public boolean anyBinary() {
        return outputs.stream().anyMatch(Output::binary);
    }
}
