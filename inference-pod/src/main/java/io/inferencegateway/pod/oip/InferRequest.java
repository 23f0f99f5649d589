package io.inferencegateway.pod.oip;

import io.inferencegateway.pod.predict.Tensor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A request as it was read, before it is held against a model.
///
/// @param id repeated in the answer
/// @param wanted outputs asked for; none for all
/// @param binary whether outputs that are not named come in binary
/// @param priority 1 to 9; none for the usual one
/// @param timeout how long the client waits, none for as long as the pod lets it
public record InferRequest(
        Optional<String> id,
        List<Tensor> inputs,
        List<Wanted> wanted,
        boolean binary,
        Optional<Integer> priority,
        Optional<Duration> timeout) {
    public InferRequest {
        inputs = List.copyOf(inputs);
        wanted = List.copyOf(wanted);
    }

    /// The same with other tensors.
    InferRequest with(List<Tensor> tensors) {
        return new InferRequest(id, tensors, wanted, binary, priority, timeout);
    }

    /// An output that is asked for.
    ///
    /// @param binary none where the request decides
    /// @param classes how many of the best classes to give instead of the values; 0 for the values
    public record Wanted(String name, Optional<Boolean> binary, int classes) {}
}
