package io.inferencegateway.pod.predict;

import java.util.List;

/// The model's run on one worker, for tensors of any kind.
public interface TensorRun {
    /// Runs the model; the steps are preprocessing (into the engine's memory), inference and postprocessing (out of
    /// it).
    ///
    /// @param inputs all that the model has, with types and shapes that it takes
    /// @param outputs names of those that are wanted
    /// @return the wanted outputs, in that order
    /// @throws ProblemException when the engine fails
    List<Tensor> run(List<Tensor> inputs, List<String> outputs, Steps steps);

    /// Runs the model for several requests, in one run where the engine can.
    ///
    /// @param requests the inputs of each; they differ in nothing but their rows
    /// @return the wanted outputs of each
    /// @throws ProblemException when the engine fails
    default List<List<Tensor>> runTogether(List<List<Tensor>> requests, List<String> outputs, Steps steps) {
        return requests.stream().map(inputs -> run(inputs, outputs, steps)).toList();
    }
}
